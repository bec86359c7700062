import type { IncomingMessage } from "node:http";

/** One request as the services see it. */
export type Exchange = {
  method: string;
  /** Path without the service's prefix, e.g. `/v1/predictions`. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: Buffer;
};

/** What the line does to an answer after the service has acted. */
export type Mishap = {
  /** The connection is cut instead of answering. */
  isReset?: boolean;
  /** Nothing is ever sent. */
  isHung?: boolean;
  /** Headers are sent, the body never. */
  isStalled?: boolean;
  /** Half of the body is sent as if it were the whole. */
  isTruncated?: boolean;
};

export type Answer = { status: number; headers?: Record<string, string>; body?: Buffer | string; mishap?: Mishap };

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(value),
});

/** What an edge server in front of a service says when the service is down. */
export const edgeError = (status: number): Answer => ({
  status,
  headers: { "content-type": "text/html" },
  body: `<html><head><title>${status}</title></head><body><h1>${status} Service Temporarily Unavailable</h1></body></html>`,
});

/** The body as JSON, or undefined when it is none. */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
