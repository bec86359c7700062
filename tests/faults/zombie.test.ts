import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { settleGeneration } from "@/lib/domain/generation/settle-generation";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { measured, sized } from "@/tests/support/proof";
import { Child } from "./child";
import { StallingProxy, type StallPoint } from "./stalling-proxy";

/**
 * A worker that is cut off from the database with work in hand, and does not know it: its connections stay open and say nothing. Another worker takes over
 * and ends the job; then the first one's bytes arrive, and it goes on where it stood. It may change nothing any more.
 */
let studio: Studio;
let proxy: StallingProxy;
let zombie: Child;
let user: Caller;

beforeAll(async () => {
  studio = await openStudio({ LOST_CREATE_AFTER_MS: "1500", GENERATION_DEADLINE_MS: "60000" });
  const through = await StallingProxy.before(studio.world.env.DATABASE_URL);
  proxy = through.proxy;
  zombie = new Child("lib/start/worker.ts", {
    ...(studio.variables as Record<string, string>),
    DATABASE_URL: through.url,
  });
  await zombie.start();
  user = await studio.newUser(100);
});
afterAll(async () => {
  await zombie?.stop();
  await proxy?.close();
  await studio?.close();
});

type Stage = StallPoint & {
  name: string;
  /** What it says to the database when it goes on; it must be seen to try. */
  goesOnWith: string;
  outcome: "succeeded" | "failed";
  creates: number;
};

const CLAIM = "SET create_started_at = now(), submit_attempts";
const ADOPT = "SET prediction_id = $2, state = 'running'";
const LEASE = "SET lease_token = $2, lease_until";
const SETTLE = "finished_at = now(), failure_code";

/**
 * Nobody can tell whether a create that was marked was sent: that job ends with a refund, the documented ambiguous case. `quick` leaves out the stage that
 * waits until the server itself gives up on an open transaction.
 */
const STAGES: readonly Stage[] = [
  ...sized<Stage[]>(
    [],
    [
      {
        ...{ name: "dispatch", text: "SET state = 'submitting', submitted_at", isDelivered: false },
        ...{ goesOnWith: "SET state = 'submitting', submitted_at", outcome: "succeeded", creates: 1 },
      },
    ],
  ),
  { name: "claim", text: CLAIM, isDelivered: true, goesOnWith: "SET model = $2", outcome: "failed", creates: 0 },
  { name: "create", text: ADOPT, isDelivered: false, goesOnWith: ADOPT, outcome: "succeeded", creates: 1 },
  { name: "store", text: LEASE, isDelivered: true, goesOnWith: SETTLE, outcome: "succeeded", creates: 1 },
  { name: "settle", text: SETTLE, isDelivered: false, goesOnWith: SETTLE, outcome: "succeeded", creates: 1 },
];

async function ask(prompt: string): Promise<string> {
  const answer = await user.generate({ prompt });
  expect(answer.status).toBe(202);
  return answer.body.jobId;
}

/** Waits until the worker is silent with this job in hand, and nobody else can have touched it. */
async function stallWith(stage: StallPoint, prompt: string): Promise<string> {
  proxy.stallAt(stage);
  const jobId = await ask(prompt);
  await eventually("the stall", async () => proxy.stalled);
  expect((await user.job(jobId)).status).not.toBe("succeeded");
  return jobId;
}

const countOf = async (text: string, values: unknown[]) => (await studio.sql<{ n: number }>(text, values))[0]?.n ?? 0;

/** What must be the same whoever comes late. */
async function standingOf(jobId: string) {
  const [row] = await studio.sql<{ state: string; finished_at: Date; prediction_id: string | null; updated_at: Date }>(
    "SELECT state, finished_at, prediction_id, updated_at FROM generation WHERE id = $1",
    [jobId],
  );
  const images = await studio.sql<{ id: string; sha256: string; format: string }>(
    "SELECT id, sha256, format FROM image WHERE generation_id = $1",
    [jobId],
  );
  const entries = (await user.ledger()).filter(({ reference }) => reference === jobId).map(({ credits }) => credits);
  const notices = await countOf("SELECT count(*)::int AS n FROM notification WHERE group_key = $1", [`job:${jobId}`]);
  return { row, images, entries, notices };
}

const ONCE = { succeeded: { images: 1, entries: [-1] }, failed: { images: 0, entries: [1, -1] } } as const;

/** One end: one picture and one debit, or no picture and the debit given back. */
function isOneEnd({ images, entries }: Awaited<ReturnType<typeof standingOf>>): boolean {
  const kind = images.length > 0 ? "succeeded" : "failed";
  return images.length === ONCE[kind].images && JSON.stringify(entries) === JSON.stringify(ONCE[kind].entries);
}

async function fileHash(imageId: string, format: string): Promise<string> {
  const file = await studio.world.ports.media.get(`images/${imageId}/original.${format}`);
  const bytes = file && Buffer.from(await new Response(file.stream).arrayBuffer());
  return createHash("sha256")
    .update(bytes ?? "")
    .digest("hex");
}

describe("a worker cut off from the database", () => {
  for (const stage of STAGES) {
    it(`at ${stage.name}: another ends its job once, and nothing it does afterwards changes that`, async (context) => {
      const before = { ...proxy.waited };
      const jobId = await stallWith(stage, `a red kite, cut off at ${stage.name}`);
      const startedAt = performance.now();
      await studio.startWorker();
      const ended = await user.ended(jobId);
      const takenOverAfter = Math.round(performance.now() - startedAt);
      expect(ended.status).toBe(stage.outcome);
      const then = await standingOf(jobId);
      expect(proxy.stalled).toBe(true);

      proxy.pass();
      await eventually("the zombie to go on", async () => proxy.arrivals(stage.goesOnWith) > 0);
      // It is well again, which shows that all it had in hand is over: it does the next job by itself.
      await studio.stopWorker();
      const next = await ask(`a red kite after ${stage.name}`);
      expect((await user.ended(next)).status).toBe("succeeded");

      const now = await standingOf(jobId);
      expect(now).toEqual(then);
      expect(isOneEnd(now)).toBe(true);
      expect(now.notices).toBe(1);
      expect(studio.creates(jobId).length).toBe(stage.creates);
      for (const { id, sha256, format } of now.images) expect(await fileHash(id, format)).toBe(sha256);
      const waited = proxy.waited.up + proxy.waited.down - before.up - before.down;
      expect(waited).toBeGreaterThan(0);
      expect(zombie.deaths).toEqual([]);
      await studio.booksHold();
      measured(context, { "messages held back": waited, "taken over after ms": takenOverAfter });
    });
  }

  it("control: where the lease is put back as the zombie left it, its late end goes through on top of the first", async () => {
    const jobId = await stallWith({ text: SETTLE, isDelivered: false }, "a red kite, nobody fenced");
    const [left] = await studio.sql<{ lease_token: string }>("SELECT lease_token FROM generation WHERE id = $1", [
      jobId,
    ]);
    expect(left?.lease_token).toBeTruthy();
    // What another worker does once the time of a job is over; it has to wait until the lease has run out.
    const end = { state: "failed", code: "timed_out" } as const;
    await eventually("the first end", () => settleGeneration(studio.world, jobId, end));
    expect(isOneEnd(await standingOf(jobId))).toBe(true);
    // The database itself refuses to bring back what has ended: a second wall, which has to be taken down as well.
    await studio.sql("ALTER TABLE generation DISABLE TRIGGER USER");
    await studio.sql(
      `UPDATE generation SET state = 'running', finished_at = NULL, failure_code = NULL, failure_message = NULL, lease_token = $2,
          lease_until = now() + interval '1 minute' WHERE id = $1`,
      [jobId, left?.lease_token],
    );
    proxy.pass();
    await eventually("the zombie's end", async () => (await user.job(jobId)).status === "succeeded");
    expect(isOneEnd(await standingOf(jobId))).toBe(false);
  });
});
