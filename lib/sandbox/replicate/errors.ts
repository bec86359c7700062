import { type Answer, edgeError, json } from "../exchange";

export type InvalidField = { type: string; field: string; description: string };

const BODIES: Record<number, { title: string; detail: string }> = {
  401: { title: "Unauthenticated", detail: "You did not pass a valid authentication token" },
  402: {
    title: "Insufficient credit",
    detail:
      "You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit. Once you purchase credit, please wait a few minutes before trying again.",
  },
  403: { title: "Forbidden", detail: "You do not have permission to perform this action." },
  422: {
    title: "Invalid version or not permitted",
    detail: "The specified version does not exist (or perhaps you don't have permission to use it?)",
  },
};

/** The service's own refusal for a status; 5xx come as HTML from its edge. `retryAfterS` is named in a 429's text only, as there. */
export function refusal(status: number, retryAfterS = 3): Answer {
  if (status >= 500) return edgeError(status);
  if (status === 404) return json(404, { detail: "The requested resource could not be found." });
  if (status === 429)
    return json(429, { detail: `Request was throttled. Your rate limit resets in ~${retryAfterS}s.` });
  const body = BODIES[status] ?? { title: "Bad request", detail: "The request could not be handled." };
  return json(status, { ...body, status });
}

export const methodNotAllowed = (method: string): Answer =>
  json(405, { detail: `Method "${method}" not allowed.`, status: 405 });

/** 422 with what is wrong, field by field. */
export function invalidInput(fields: readonly InvalidField[]): Answer {
  const detail = fields.map(({ field, description }) => `- ${field}: ${description}\n`).join("");
  return json(422, { detail, status: 422, title: "Input validation failed", invalid_fields: fields });
}
