import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { wantsDemo } from "@/lib/start/offer-demo.mjs";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "offer-demo-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** A terminal on which this is typed; `said` is what it showed. */
function terminal(typed: string | null) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true });
  let said = "";
  output.on("data", (text) => {
    said += text;
  });
  if (typed === null) input.end();
  else input.write(typed);
  return { input, output, said: () => said };
}
type Place = Parameters<typeof wantsDemo>[0];
const place = (at: ReturnType<typeof terminal>, changes: Partial<Place> = {}): Place => ({
  ...{ dataDir, isProduction: false, isPictureSandboxed: true, countPosts: async () => 0 },
  ...{ input: at.input, output: at.output },
  ...changes,
});
const mark = () => existsSync(path.join(dataDir, "demo-offered"));

describe("the offer of sample pictures", () => {
  it.each([
    ["\n", true],
    ["y\n", true],
    ["Yes\n", true],
    ["n\n", false],
    ["no thanks\n", false],
  ])("is asked once; %j is an answer", async (typed, isWanted) => {
    const at = terminal(typed);
    expect(await wantsDemo(place(at))).toBe(isWanted);
    expect(at.said()).toContain("sample pictures");
    const again = terminal("y\n");
    expect([await wantsDemo(place(again)), again.said()]).toEqual([false, ""]);
  });

  it("is made again when nobody answered", async () => {
    expect(await wantsDemo(place(terminal(null)))).toBe(false);
    expect(mark()).toBe(false);
  });

  it.each<[string, Partial<Place>]>([
    ["in production", { isProduction: true }],
    ["where pictures cost money", { isPictureSandboxed: false }],
    ["where there are posts", { countPosts: async () => 1 }],
    ["without a terminal to type on", { input: new PassThrough() }],
    ["without a terminal to read on", { output: new PassThrough() }],
  ])("is not made %s", async (_, changes) => {
    const at = terminal("y\n");
    expect([await wantsDemo(place(at, changes)), at.said(), mark()]).toEqual([false, "", false]);
  });
});
