import { type Answer, json } from "../exchange";

type Detail = Record<string, unknown>;

export const problem = (code: number, status: string, message: string, details: Detail[] = []): Answer =>
  json(code, { error: { code, message, status, ...(details.length > 0 ? { details } : {}) } });

export const invalidArgument = (message: string): Answer => problem(400, "INVALID_ARGUMENT", message);

/** The service answers a wrong key with 400, not 401. */
export const badKey = (): Answer =>
  problem(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", [
    {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "API_KEY_INVALID",
      domain: "googleapis.com",
      metadata: { service: "generativelanguage.googleapis.com" },
    },
  ]);

export const unknownModel = (model: string, version: string): Answer =>
  problem(
    404,
    "NOT_FOUND",
    `models/${model} is not found for API version ${version}, or is not supported for generateContent.`,
  );

const overQuota = (retryAfterS: number): Answer =>
  problem(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan and billing details.", [
    {
      "@type": "type.googleapis.com/google.rpc.QuotaFailure",
      violations: [
        {
          quotaMetric: "generativelanguage.googleapis.com/generate_content_free_tier_requests",
          quotaId: "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
          quotaValue: "250",
        },
      ],
    },
    {
      "@type": "type.googleapis.com/google.rpc.Help",
      links: [{ description: "Learn more about quotas", url: "https://ai.google.dev/gemini-api/docs/rate-limits" }],
    },
    { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${retryAfterS}s` },
  ]);

const TEXT: Record<number, readonly [status: string, message: string]> = {
  400: ["FAILED_PRECONDITION", "User location is not supported for the API use."],
  403: ["PERMISSION_DENIED", "The caller does not have permission"],
  404: ["NOT_FOUND", "Requested entity was not found."],
  500: ["INTERNAL", "An internal error has occurred. Please retry."],
  503: ["UNAVAILABLE", "The model is overloaded. Please try again later."],
  504: ["DEADLINE_EXCEEDED", "Deadline expired before operation could complete."],
};

/** The service's own refusal for a status; `retryAfterS` is the delay in a 429's `RetryInfo`. */
export function refusal(status: number, retryAfterS = 21): Answer {
  if (status === 429) return overQuota(retryAfterS);
  const [name, message] = TEXT[status] ?? ["UNKNOWN", "The request could not be handled."];
  return problem(status, name, message);
}
