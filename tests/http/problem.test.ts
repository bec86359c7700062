import { describe, expect, it } from "vitest";
import { toAppError } from "@/lib/http/problem";
import { ProviderError } from "@/lib/providers/provider-error";

const coded = (code: string, message = "secret SQL") => Object.assign(new Error(message), { code });

const AWAY = {
  "a refused connection": coded("ECONNREFUSED"),
  "several refused at once": Object.assign(new AggregateError([coded("ECONNREFUSED")]), { code: "ECONNREFUSED" }),
  "a cut connection": coded("ECONNRESET"),
  "a failed connection by class": coded("08006"),
  "too many clients": coded("53300"),
  "the database's own full disk": coded("53100"),
  "a shutdown": coded("57P01"),
  "a crash": coded("57P02"),
  "a start": coded("57P03"),
  "a statement that took too long": coded("57014"),
  "a server that may only read": coded("25006"),
  "a deadlock that three tries did not pass": coded("40P01"),
  ...Object.fromEntries(
    ["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034", "P2037"].map((code) => [
      `Prisma's ${code}`,
      coded(code),
    ]),
  ),
  "Prisma's raw query with the code below": Object.assign(coded("P2010"), {
    meta: { driverAdapterError: Object.assign(new Error("x"), { cause: { kind: "postgres", originalCode: "57P01" } }) },
  }),
  "a pool without a free connection": new Error("timeout exceeded when trying to connect"),
  "a connection that ended": new Error("Connection terminated unexpectedly"),
  "a connection that broke before": new Error("Client has encountered a connection error and is not queryable"),
  "the same as a cause": new Error("outer", { cause: new Error("Connection terminated unexpectedly") }),
  "a full disk": coded("ENOSPC"),
  "a disk quota": coded("EDQUOT"),
  "a file above its allowed size": coded("EFBIG"),
  "a disk that only reads": coded("EROFS"),
  "a service that does not answer": new ProviderError("down", "secret key"),
};
const OURS = {
  "a mistake in a statement": coded("42601"),
  "a broken rule of the database": coded("23514"),
  "a missing record of Prisma": coded("P2025"),
  "a unique index": coded("P2002"),
  "a file that is not there": coded("ENOENT"),
  "a bug": new TypeError("x is undefined"),
  "no error at all": "text",
};

describe("what went wrong, as people are told", () => {
  for (const [name, error] of Object.entries(AWAY))
    it(`${name}: 503, come back later, without its text`, () => {
      const { code, details, message } = toAppError(error);
      expect(code).toBe("provider_unavailable");
      expect(details.retryAfterSeconds).toBeGreaterThan(0);
      expect(message).not.toContain("secret");
    });
  for (const [name, error] of Object.entries(OURS))
    it(`${name}: 500, without its text`, () => {
      const { code, message } = toAppError(error);
      expect(code).toBe("internal_error");
      expect(message).not.toContain("secret");
    });
});
