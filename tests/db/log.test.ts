import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLog } from "@/lib/db/log";

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => vi.restoreAllMocks());
const last = () => JSON.parse(lines.at(-1) ?? "");

describe("the log", () => {
  it("writes a JSON line an event: time, level, event, what every line has, and its fields", () => {
    createLog("info", { process: "web" }).warn("request refused", { requestId: "req_1", code: "not_found" });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{"level":"warn","time":"\d{4}-\d\d-\d\dT[\d:.]+Z","process":"web".*\}\n$/);
    expect(last()).toMatchObject({ event: "request refused", requestId: "req_1", code: "not_found" });
  });

  it("keeps to its level, and to none when silent", () => {
    const log = createLog("warn");
    log.info("small");
    createLog("silent").error("large");
    expect(lines).toEqual([]);
    log.error("large");
    expect(last().event).toBe("large");
  });

  it("tells an error's name, text and stack, and nothing that hangs on it", () => {
    const error = Object.assign(new TypeError("no such thing"), { config: { headers: { authorization: "word" } } });
    createLog("info").error("request failed", { error });
    expect(last().error).toEqual({
      name: "TypeError",
      message: "no such thing",
      stack: expect.stringContaining("log.test"),
    });
  });

  it("does not write what has a secret's name, wherever it came from", () => {
    createLog("info").info("called", { token: "word", request: { cookie: "word", path: "/x" }, key: "images/1.png" });
    expect(lines[0]).not.toContain("word");
    expect(last()).toMatchObject({
      token: "[removed]",
      request: { cookie: "[removed]", path: "/x" },
      key: "images/1.png",
    });
  });

  it("survives what can't be written as JSON", () => {
    const loop: Record<string, unknown> = { big: 1n };
    loop.self = loop;
    createLog("info").info("odd", { loop });
    expect(last().event).toBe("odd");
  });
});
