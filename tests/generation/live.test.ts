import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStudio, type Studio } from "./studio";

type Event = { id: string; event: string; data: { status?: string; jobId?: string; credits?: number } };

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
  await studio.startWorker();
});
afterAll(() => studio.close());

/** Reads a stream's events until `isEnough` or its end. */
async function read(response: Response, isEnough: (events: Event[]) => boolean): Promise<Event[]> {
  const events: Event[] = [];
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ""; reader && !isEnough(events); ) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = Object.fromEntries(
        block.split("\n").map((line) => [line.split(": ")[0], line.replace(/^\w*: /, "")]),
      );
      if (fields.data) events.push({ ...fields, data: JSON.parse(fields.data) } as Event);
    }
  }
  await reader?.cancel();
  return events;
}
const states = (events: Event[]) => [
  ...new Set(events.filter(({ event }) => event === "job").map(({ data }) => data.status)),
];

describe("live streams", () => {
  it("tell a user everything that changes, and nobody else's", async () => {
    const [user, other] = [await studio.newUser(2), await studio.newUser(2)];
    const stream = await user.fetch("GET", "/api/notifications/events");
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    expect(stream.headers.get("cache-control")).toBe("no-cache, no-transform");
    const reading = read(stream, (events) => states(events).includes("failed"));
    const theirs = await other.generate();
    const { body } = await user.generate({ prompt: "a red kite over green hills [[sbx:fail]]" });
    const events = await reading;
    expect(states(events)).toEqual(["queued", "running", "failed"]);
    const balances = events.filter(({ event }) => event === "balance").map(({ data }) => data.credits);
    expect([balances[0], ...new Set(balances.slice(1))]).toEqual(expect.arrayContaining([2, 1]));
    expect(events.every(({ id }) => /^\d{13}$/.test(id))).toBe(true);
    expect(JSON.stringify(events)).not.toContain(theirs.body.jobId);
    expect(JSON.stringify(events)).toContain(body.jobId);
    await other.ended(theirs.body.jobId);
  });

  it("of one job end with the job", async () => {
    const [user, other] = [await studio.newUser(1), await studio.newUser(0)];
    const { body } = await user.generate({ prompt: "a red kite over green hills [[sbx:slow:300ms]]" });
    const events = await read(await user.fetch("GET", `/api/studio/generate/${body.jobId}/events`), () => false);
    expect(events.at(-1)?.data).toMatchObject({ jobId: body.jobId, status: "succeeded" });
    expect((await other.get(`/api/studio/generate/${body.jobId}/events`)).status).toBe(404);
  });

  it("begin with what is open and what ended just now, for who comes back", async () => {
    const user = await studio.newUser(1);
    const { body } = await user.generate();
    await user.ended(body.jobId);
    const events = await read(await user.fetch("GET", "/api/notifications/events"), (all) => all.length === 3);
    expect(events.map(({ event }) => event)).toEqual(["balance", "notification", "job"]);
    expect(events[1]?.data).toEqual({ unread: 0 });
    expect(events[2]?.data).toMatchObject({ jobId: body.jobId, status: "succeeded" });
  });
});
