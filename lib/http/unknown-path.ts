import { notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { problemResponse } from "./problem";

/** 404 as problem+json for an API path that does not exist. */
export async function unknownPath(): Promise<Response> {
  return problemResponse(notFound("This address"), newId("request"));
}
