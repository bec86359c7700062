import { type Answer, edgeError, json } from "../exchange";

/** The service's own way to say no: in the body and in a header. */
export const refused = (status: number, message: string): Answer =>
  json(status, { error: { message } }, { "x-cld-error": message });

const MESSAGES: Record<number, string> = {
  400: "Invalid request",
  401: "Unknown API key",
  403: "Access denied",
  404: "Resource not found",
  409: "Resource is being changed by another request",
  429: "Too many concurrent requests",
  500: "Internal server error",
};

/** The service's own refusal for a status that was asked for; what its edge says has no JSON. */
export function refusal(status: number): Answer {
  if (status > 500) return edgeError(status);
  if (status === 420) {
    const hour = 3_600_000;
    const again = new Date(Math.ceil(Date.now() / hour) * hour).toISOString().replace("T", " ").replace(/\..*/, " UTC");
    const answer = refused(420, `Rate Limit Exceeded. Limit of 500 api operations reached. Try again on ${again}`);
    const limits = { "x-featureratelimit-limit": "500", "x-featureratelimit-remaining": "0" };
    return { ...answer, headers: { ...answer.headers, ...limits, "x-featureratelimit-reset": again } };
  }
  return refused(status, MESSAGES[status] ?? "Invalid request");
}
