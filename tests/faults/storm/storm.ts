import { setTimeout as pause } from "node:timers/promises";
import { newMember } from "@/tests/admin/team";
import { type House, openHouse } from "@/tests/faults/house";
import { type Caller, eventually, type Studio } from "@/tests/generation/studio";
import { Account, type Breach } from "./account";
import { Client, type Tally, type Weather } from "./client";
import { judge } from "./judge";
import type { OwnPostgres } from "./own-postgres";
import { Random } from "./random";
import { Wire } from "./wire";

export type StormSize = {
  seed: number;
  operations: number;
  kills: number;
  /** Clients at a time, each with an account of its own. */
  clients: number;
  cutShare?: number;
  takesNewKeys?: boolean;
  /** Takes a guarantee away, before the weather begins. */
  sabotage?: (studio: Studio, postgres: OwnPostgres) => Promise<void>;
  /** What is killed, and how often of a hundred; all of it by default. */
  victims?: Partial<Record<Victim, number>>;
};
const VICTIMS = { postmaster: 20, backend: 25, web: 25, worker: 15, sandbox: 15 };
export type Victim = keyof typeof VICTIMS;

export type StormReport = {
  breaches: Breach[];
  tally: Tally;
  kills: Record<Victim, number>;
  /** Requests whose answer was lost although their work was done. */
  ambiguousCommits: number;
  jobs: Record<string, number>;
  posts: number;
  rewards: number;
  seconds: number;
};

const HOUSE = { webs: 2, workers: 2, settings: { RATE_LIMIT_SCALE: "1000000" } };
const OPENING = 3;
const QUEUE_EMPTY_MS = 180_000;

/** Two public pictures of somebody who takes no part otherwise, to be remixed and liked. */
async function hangPosts({ studio, origins }: House): Promise<string[]> {
  const author = await studio.newUser(10);
  const ask = async (method: string, address: string, body?: unknown, key?: string) => {
    const response = await fetch(`${origins[0]}${address}`, {
      method,
      headers: {
        Authorization: `Bearer ${author.token}`,
        ...(body ? { "Content-Type": "application/json" } : {}),
        ...(key ? { "Idempotency-Key": key } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    // biome-ignore lint/suspicious/noExplicitAny: checked by what is done with it.
    return (await response.json()) as any;
  };
  const posts: string[] = [];
  for (const key of ["first", "second"]) {
    const wish = { prompt: "a red kite over green hills", tier: "standard", aspectRatio: "16:9", seed: 7 };
    const { jobId } = await ask("POST", "/api/studio/generate", wish, key);
    const imageId = await eventually(
      "a picture",
      async () => (await ask("GET", `/api/studio/generate/${jobId}`)).imageId as string | undefined,
    );
    const fields = { imageId, title: "Kites", categoryId: "festival", visibility: "public" };
    const { postId } = await ask("POST", "/api/studio/community/publish", fields);
    await eventually(
      "the post",
      async () => (await ask("GET", `/api/studio/community/posts/${postId}`)).status === "live",
    );
    posts.push(postId);
  }
  return posts;
}

/** Kills one after another, evenly over the operations, until as many were killed as were wished. */
async function killAround(
  house: House,
  postgres: OwnPostgres,
  { size, tally, random, database }: { size: StormSize; tally: Tally; random: Random; database: string },
): Promise<Record<Victim, number>> {
  const kills: Record<Victim, number> = { postmaster: 0, backend: 0, web: 0, worker: 0, sandbox: 0 };
  const victims = size.victims ?? VICTIMS;
  const apart = size.operations / (size.kills + 1);
  for (let killed = 0; killed < size.kills; ) {
    if (tally.operations < apart * (killed + 0.3 + 0.7 * random.next())) {
      await pause(5);
      continue;
    }
    const victim = random.weighted(victims as Record<Victim, number>);
    if (victim === "postmaster") await postgres.killAll();
    else if (victim === "backend") {
      if (!(await postgres.killBackend(database).catch(() => false))) continue;
    } else random.pick(victim === "web" ? house.webs : victim === "worker" ? house.workers : [house.sandbox]).kill();
    kills[victim]++;
    killed++;
  }
  return kills;
}

/** Waits until nothing is under way any more: the product has to get there by itself. */
async function calm(studio: Studio): Promise<void> {
  const until = Date.now() + QUEUE_EMPTY_MS;
  const open = async () =>
    (
      await studio.sql<{ open: number }>(
        "SELECT count(*)::int AS open FROM generation WHERE state IN ('queued', 'submitting', 'running')",
      )
    )[0]?.open;
  while ((await open().catch(() => 1)) !== 0 && Date.now() < until) await pause(200);
}

const newTally = (): Tally => ({
  ...{ operations: 0, requests: 0, ambiguous: 0, unavailable: 0, unexpected: [], statuses: {}, replays: 0 },
});

/** Lets clients loose on a house in which everything is killed now and then, waits until all is calm, and judges what is left. */
export async function runStorm(postgres: OwnPostgres, size: StormSize): Promise<StormReport> {
  const database = `storm_${size.seed}`;
  const house = await openHouse({ ...HOUSE, database: await postgres.createDatabase(database) });
  const { studio } = house;
  const wire = new Wire();
  const began = performance.now();
  try {
    const admin: Caller = await newMember(studio, "admin");
    const postIds = await hangPosts(house);
    const people = await Promise.all(Array.from({ length: size.clients }, () => studio.newUser(OPENING)));
    const accounts = people.map(({ userId, token }) => new Account(userId, token, OPENING));
    await size.sabotage?.(studio, postgres);
    const tally = newTally();
    const weather: Weather = {
      ...{ origins: house.origins, wire, adminToken: admin.token, postIds, tally },
      cutShare: size.cutShare ?? 0.04,
      takesNewKeys: size.takesNewKeys ?? false,
      isOver: () => tally.operations >= size.operations,
    };
    const random = new Random(size.seed);
    const clients = accounts.map((account, at) => new Client(account, weather, new Random(size.seed * 1_000 + at)));
    const killing = killAround(house, postgres, { size, tally, random, database });
    await Promise.all(clients.map((client) => client.run()));
    const kills = await killing;
    await calm(studio);
    return { ...(await report(studio, accounts)), tally, kills, seconds: (performance.now() - began) / 1000 };
  } finally {
    wire.close();
    await house.close();
  }
}

async function report(studio: Studio, accounts: Account[]) {
  const breaches = await judge(studio, accounts);
  await studio.booksHold().catch((error: Error) => breaches.push({ kind: "books", example: error.message }));
  const jobs = await studio.sql<{ state: string; count: number }>(
    "SELECT state, count(*)::int AS count FROM generation GROUP BY state",
  );
  const [counts] = await studio.sql<{ posts: number; rewards: number; lost: number }>(`SELECT
    (SELECT count(*)::int FROM post) AS posts,
    (SELECT count(*)::int FROM ledger_entry WHERE reason = 'reuse_reward') AS rewards`);
  return {
    ...{ breaches, posts: counts?.posts ?? 0, rewards: counts?.rewards ?? 0 },
    ambiguousCommits: accounts.reduce((sum, { committedUnheard }) => sum + committedUnheard, 0),
    jobs: Object.fromEntries(jobs.map(({ state, count }) => [state, count])),
  };
}
