import type * as z from "zod/mini";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** `/media` is for files that anybody may see. */
type ApiPath = `/api/${string}` | `/media/${string}`;

/**
 * One HTTP operation, said once: handler, browser client and OpenAPI document all read it.
 * `path` has `{name}` for parameters. A missing `response` means 204 or a body that is not JSON (`produces`).
 */
export type Endpoint<
  Body extends z.ZodMiniType = z.ZodMiniType,
  Query extends z.ZodMiniType = z.ZodMiniType,
  Response extends z.ZodMiniType = z.ZodMiniType,
> = {
  method: Method;
  path: ApiPath;
  summary: string;
  tag: string;
  body?: Body;
  query?: Query;
  response?: Response;
  /** Status of success; 200 when absent and `response` is there, else 204. */
  status?: number;
  /** Media type of a success that is no JSON. */
  produces?: string;
  /** Whether an `Idempotency-Key` header is required. */
  idempotent?: true;
  /** Whether the body may also come as an HTML form, so that the browser itself can keep a streamed file. */
  acceptsForm?: true;
  /** Refusals worth documenting beside those every route has. */
  errors?: number[];
};

/** Keeps the literal types of an endpoint. */
export function endpoint<
  const E extends {
    method: Method;
    path: ApiPath;
    summary: string;
    tag: string;
    body?: z.ZodMiniType;
    query?: z.ZodMiniType;
    response?: z.ZodMiniType;
    status?: number;
    produces?: string;
    idempotent?: true;
    acceptsForm?: true;
    errors?: number[];
  },
>(definition: E): E {
  return definition;
}

export type BodyOf<E> = E extends { body: infer B extends z.ZodMiniType } ? z.output<B> : undefined;
export type QueryOf<E> = E extends { query: infer Q extends z.ZodMiniType } ? z.output<Q> : undefined;
export type BodyInputOf<E> = E extends { body: infer B extends z.ZodMiniType } ? z.input<B> : undefined;
export type QueryInputOf<E> = E extends { query: infer Q extends z.ZodMiniType } ? z.input<Q> : undefined;
export type ResponseOf<E> = E extends { response: infer R extends z.ZodMiniType } ? z.output<R> : undefined;

type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never;
export type ParamsOf<E> = E extends { path: infer P extends string } ? Record<ParamNames<P>, string> : never;
