import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { withDeadline } from "@/lib/providers/deadline";

describe("withDeadline", () => {
  it("ends a body that stalls even when what would abort it was collected", async () => {
    // In a process of its own: the test runner keeps alive what is to be collected.
    const script = path.join(import.meta.dirname, "stalled-body.ts");
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", "--import", "tsx", script]);
    expect(stdout).toBe("TimeoutError");
  });

  it("tells the work to stop, and passes results and errors on", async () => {
    let reason: unknown;
    const late = withDeadline(20, (signal) => {
      signal.addEventListener("abort", () => {
        reason = signal.reason;
      });
      return new Promise(() => {});
    });
    await expect(late).rejects.toMatchObject({ name: "TimeoutError" });
    expect(reason).toMatchObject({ name: "TimeoutError" });
    await expect(withDeadline(1_000, async () => "done")).resolves.toBe("done");
    await expect(withDeadline(1_000, () => Promise.reject(new Error("own")))).rejects.toThrow("own");
  });
});
