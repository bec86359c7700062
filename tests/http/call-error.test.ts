import { describe, expect, it } from "vitest";
import { type ErrorCode, STATUS, TITLE } from "@/lib/core/errors";
import { CallError } from "@/lib/http/call";

const refused = (code: ErrorCode) =>
  new CallError(
    { ...{ type: "/docs", title: TITLE[code], status: STATUS[code], detail: "No.", code }, requestId: "req_1" },
    undefined,
  );

describe("an idempotency key", () => {
  it("is kept for the next try while nothing can be stored under it: lost, 401, 429 and 5xx", () => {
    const kept = (Object.keys(STATUS) as ErrorCode[]).filter((code) => refused(code).keepsKey);
    expect(kept.sort()).toEqual(["internal_error", "provider_unavailable", "rate_limited", "unauthorized"]);
    expect(new CallError(undefined, undefined).keepsKey).toBe(true);
  });
});
