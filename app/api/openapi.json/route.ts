import { endpoint } from "@/lib/core/endpoint";
import { ENDPOINTS } from "@/lib/domain/docs/endpoints";
import { handle } from "@/lib/http/handle";
import { openApiDocument } from "@/lib/http/openapi";
import { route } from "@/lib/http/route";

const openApiEndpoint = endpoint({
  method: "GET",
  path: "/api/openapi.json",
  summary: "This document",
  tag: "Health",
  produces: "application/json",
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(openApiEndpoint, { auth: "anybody", rateLimit: "read" }, async () =>
    Response.json(openApiDocument(ENDPOINTS)),
  ),
);
