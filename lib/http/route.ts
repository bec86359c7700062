import type { Method } from "@/lib/core/endpoint";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { preflight } from "./cors";
import type { RouteHandler } from "./handle";
import { problemResponse } from "./problem";
import { world } from "./world";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const satisfies readonly Method[];

/**
 * All methods of one route file: those given, and 405 as problem+json for the others (Next's own 405 has no body).
 *
 *     export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(handle(...), handle(...));
 */
export function route(...handlers: (RouteHandler & { method: Method })[]): Record<Method | "OPTIONS", RouteHandler> {
  const allowed = handlers.map(({ method }) => method);
  const refuse: RouteHandler = async (request) => {
    const refusal = new AppError(
      "method_not_allowed",
      `${request.method} is not possible here; ${allowed.join(", ")} is.`,
    );
    const response = problemResponse(refusal, newId("request"));
    response.headers.set("Allow", allowed.join(", "));
    return response;
  };
  const table = Object.fromEntries(
    METHODS.map((method) => [method, handlers.find((one) => one.method === method) ?? refuse]),
  );
  return {
    ...(table as Record<Method, RouteHandler>),
    OPTIONS: async (request) => preflight(request, world().env, allowed),
  };
}
