import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPages } from "@/lib/start/prepare.mjs";
import { newMember } from "@/tests/admin/team";
import { hangPosts } from "@/tests/community/posts";
import { type Caller, eventually } from "@/tests/generation/studio";
import { measured, sized } from "@/tests/support/proof";
import { type House, openHouse } from "./house";
import { openBalancer } from "./many/balancer";
import { listen } from "./many/listener";
import { type Load, startLoad } from "./many/load";
import { Random } from "./storm/random";

/** Three whole web processes and three workers over one database and one store, with a balancer before them. */
const MINUTE = 60_000;
const ROUNDS = sized(1, 5);
const PEOPLE = 6;
const DRAIN_MS = 1_000;

let house: House;
let people: Caller[];
let postId: string;

beforeAll(async () => {
  await buildPages();
  const settings = { RATE_LIMIT_SCALE: "100000", DRAIN_MS: String(DRAIN_MS) };
  house = await openHouse({ webs: 3, workers: 3, isWhole: true, settings });
  const author = await house.studio.newUser();
  people = await Promise.all(Array.from({ length: PEOPLE }, () => house.studio.newUser(1_000)));
  [postId = ""] = await hangPosts(house.studio, author, { count: 1 });
}, 10 * MINUTE);
afterAll(() => house?.close());

const isBack = (at: number) =>
  eventually("the process is back", async () => {
    const answer = await fetch(`${house.origins[at]}/api/health/ready`).catch(() => undefined);
    return answer?.status === 200;
  });

async function untilJobsEnded(): Promise<void> {
  await eventually("the end of all jobs", async () => {
    const [row] = await house.studio.sql<{ open: number }>(
      "SELECT count(*)::int AS open FROM generation WHERE state IN ('queued', 'submitting', 'running')",
    );
    return row?.open === 0;
  });
}

/** Every job that was acknowledged is there, once, with one debit and, as it failed, one refund. */
async function expectEachOnce({ jobIds }: Load): Promise<void> {
  const rows = await house.studio.sql<{ entries: number[] }>(
    `SELECT ARRAY(SELECT e.units FROM ledger_entry e WHERE e.reference = g.id ORDER BY e.seq) AS entries
      FROM generation g WHERE g.id = ANY($1)`,
    [jobIds],
  );
  expect(rows).toEqual(jobIds.map(() => ({ entries: [-100, 100] })));
}

describe("many processes over one database", () => {
  it("are restarted one after another under load, and no request fails", { timeout: 15 * MINUTE }, async (context) => {
    const balancer = await openBalancer(house.origins);
    const load = startLoad(balancer.origin, people, postId, new Random(11));
    let underWay = 0;
    const ends: unknown[] = [];
    try {
      for (let round = 0; round < ROUNDS; round++) {
        for (const [at, web] of house.webs.entries()) {
          const backend = balancer.backends[at]!;
          const before = backend.served;
          await eventually("requests here", async () => backend.served > before + 5 && backend.open > 0);
          underWay += backend.open;
          ends.push(await web.endGently());
          await isBack(at);
          const after = backend.served;
          await eventually("requests here again", async () => backend.served > after + 5);
          ends.push(await house.workers[at]!.endGently());
        }
      }
    } finally {
      await load.stop();
      await balancer.close();
    }
    await untilJobsEnded();
    const { requests, failed, jobIds, pages } = load;
    measured(context, {
      requests,
      pages,
      jobs: jobIds.length,
      restarts: ends.length,
      "under way at a restart": underWay,
    });
    expect(failed).toEqual([]);
    expect(ends).toEqual(ends.map(() => 0));
    expect(underWay).toBeGreaterThan(0);
    expect(requests).toBeGreaterThan(100);
    await expectEachOnce(load);
  });

  it("control: where they are killed instead, and nobody asks whether they are ready, requests fail", {
    timeout: 5 * MINUTE,
  }, async (context) => {
    const balancer = await openBalancer(house.origins, { isBlind: true });
    const load = startLoad(balancer.origin, people, postId, new Random(12));
    for (const at of [0, 1]) {
      await eventually("requests here", async () => balancer.backends[at]!.open > 0);
      house.webs[at]!.kill();
      house.workers[at]!.kill();
      await eventually("failures", async () => load.failed.length > at);
      await isBack(at);
    }
    await load.stop();
    await balancer.close();
    await untilJobsEnded();
    measured(context, { requests: load.requests, failed: load.failed.length });
    expect(load.failed.length).toBeGreaterThan(0);
    // Killed or not: what was acknowledged is there once.
    await expectEachOnce(load);
  });

  it("tell a stream at one what happens at the others: jobs, balance, notifications", {
    timeout: 2 * MINUTE,
  }, async () => {
    const [user, admirer] = [await house.studio.newUser(5), await house.studio.newUser()];
    const [post = ""] = await hangPosts(house.studio, user, { count: 1 });
    const stream = listen(house.origins[0]!, user);
    await eventually("the first snapshot", async () => stream.heard.length > 0);
    const ask = (origin: string, who: Caller, address: string, body: unknown = {}) =>
      fetch(`${origin}${address}`, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${who.token}`,
          "Content-Type": "application/json",
          "Idempotency-Key": address,
        },
        body: JSON.stringify(body),
      });
    const wish = { prompt: "a red kite over green hills", tier: "standard", aspectRatio: "16:9", seed: 7 };
    const { jobId } = (await (await ask(house.origins[1]!, user, "/api/studio/generate", wish)).json()) as {
      jobId: string;
    };
    await ask(house.origins[2]!, admirer, `/api/studio/community/posts/${post}/like`);
    await eventually("the job", async () =>
      stream.has("job", (job) => job.jobId === jobId && job.status === "succeeded"),
    );
    await eventually("the balance", async () => stream.has("balance", ({ credits }) => credits === 4));
    await eventually("the like", async () => stream.has("notification"));
    await stream.close();
  });

  it("a stream that was cut goes on at another process and misses nothing", { timeout: 2 * MINUTE }, async () => {
    const user = await house.studio.newUser(5);
    const first = listen(house.origins[0]!, user);
    await eventually("the first snapshot", async () => first.heard.length > 0);
    const last = first.heard.at(-1)?.id;
    await first.close();
    await house.studio.grant(user, 7);
    const { body } = await user.generate({ prompt: "a storm at sea [[sbx:fail]]" });
    await user.ended(body.jobId);
    const second = listen(house.origins[2]!, user, last);
    await eventually("what was missed", async () =>
      second.has("job", (job) => job.jobId === body.jobId && job.status === "failed"),
    );
    await eventually("the balance", async () => second.has("balance", ({ credits }) => credits === 12));
    await second.close();
  });

  it("end the streams of who is suspended at another process, at once", { timeout: 2 * MINUTE }, async () => {
    const [user, admin] = [await house.studio.newUser(), await newMember(house.studio, "admin")];
    const stream = listen(house.origins[0]!, user);
    await eventually("the first snapshot", async () => stream.heard.length > 0);
    const answer = await fetch(`${house.origins[1]}/api/admin/users/${user.userId}/suspend`, {
      method: "POST",
      headers: { Authorization: `Bearer ${admin.token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ rule: "spam", reason: "Sells miracles." }),
    });
    expect(answer.status).toBeLessThan(300);
    const began = performance.now();
    await eventually("the end of the stream", async () => stream.isOver());
    expect(performance.now() - began).toBeLessThan(5_000);
    const again = await fetch(`${house.origins[2]}/api/auth/me`, {
      headers: { Authorization: `Bearer ${user.token}` },
    });
    expect(again.status).toBe(401);
  });
});
