import { afterEach, beforeEach, expect, vi } from "vitest";

let spy: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  spy = vi.spyOn(console, "error");
});

/** An error on the console that no test expects is a failure. Whoever expects one replaces `console.error` in the test itself. */
afterEach(() => {
  const said = spy.mock.calls;
  spy.mockRestore();
  expect(said, "unexpected console.error").toEqual([]);
});
