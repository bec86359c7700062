import { type Answer, edgeError, json } from "../exchange";

/** 400 in the service's own words. */
export function badRequest(description: string, field?: string): Answer {
  const about = { source: "business", step: "payment_initiation", reason: "input_validation_failed", metadata: {} };
  return json(400, { error: { code: "BAD_REQUEST_ERROR", description, ...about, ...(field ? { field } : {}) } });
}

const plain = (status: number, code: string, description: string) =>
  json(status, { error: { code, description, source: "NA", step: "NA", reason: "NA", metadata: {} } });

/** The service's own refusal for a status; 502 and up come as HTML from its edge. */
export function refusal(status: number): Answer {
  if (status > 500) return edgeError(status);
  if (status === 500)
    return plain(
      500,
      "SERVER_ERROR",
      "We are facing some trouble completing your request at the moment. Please try again shortly.",
    );
  if (status === 401) return plain(401, "BAD_REQUEST_ERROR", "Authentication failed");
  if (status === 404) return plain(404, "BAD_REQUEST_ERROR", "The requested URL was not found on the server.");
  if (status === 429) return plain(429, "BAD_REQUEST_ERROR", "Too many requests");
  return plain(status, "BAD_REQUEST_ERROR", "The request could not be handled.");
}
