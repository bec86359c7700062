import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { newId } from "@/lib/core/ids";
import { inTransaction } from "@/lib/db/transaction";
import { signAccessToken } from "@/lib/domain/identity/session-tokens";
import { postEntry } from "@/lib/domain/ledger/post-entry";
import { readEnv } from "@/lib/env";
import { childEnvironment, ROOT } from "@/lib/start/environment.mjs";
import { freePort } from "@/lib/start/postgres.mjs";
import { openWorld } from "@/lib/start/world";
import { eventually } from "@/tests/generation/studio";
import { type RunningApp, startApp } from "@/tests/support/app";
import { createTestDatabase } from "@/tests/support/database";
import type { PageThings, Visitor } from "../pages";
import { ask } from "./wire";

/** What only its owner may read: words of a wish for a picture that was never published, and an address. */
export const SECRETS = { prompt: "a lighthouse at zarafshan", email: "owner.of.secrets@example.in" };

const HOUR_MS = 3_600_000;
const ROLES: Record<Exclude<Visitor, "nobody">, { role?: "moderator" | "admin"; isVerified?: boolean }> = {
  ...{ suspended: {}, unverified: { isVerified: false }, other: {}, owner: {} },
  ...{ moderator: { role: "moderator" }, admin: { role: "admin" } },
};

type World = ReturnType<typeof openWorld>;

/** Somebody with a session, as signing in would leave them; the token of it. */
async function enter(world: World, name: keyof typeof ROLES): Promise<{ userId: string; token: string }> {
  const { role = "user", isVerified = true } = ROLES[name];
  const [userId, sessionId, expiresAt] = [newId("user"), newId("session"), new Date(Date.now() + HOUR_MS)];
  const email = name === "owner" ? SECRETS.email : `${name}@example.in`;
  await world.db.user.create({
    data: {
      ...{ id: userId, email, emailNormalized: email, name: "Asha Rao", handle: `the_${name}`, passwordHash: "none" },
      ...{ emailVerifiedAt: isVerified ? new Date() : null, termsAcceptedAt: new Date(), role },
    },
  });
  await world.db.creditAccount.create({ data: { userId } });
  const grant = { accountId: userId, units: 5_000, reason: "adjustment" as const, reference: "opening" };
  await inTransaction(world, (tx) => postEntry(tx, { ...grant, key: `opening:${userId}` }));
  await world.db.session.create({ data: { id: sessionId, userId, expiresAt } });
  return {
    userId,
    token: await signAccessToken(world.env, { userId, sessionId }, { issuedAt: new Date(), expiresAt }),
  };
}

type Tokens = Record<keyof typeof ROLES, string>;

/** Two pictures, one of them public, a share, a comment that was hidden, an order and a complaint. */
async function own(app: RunningApp, tokens: Tokens, userId: string): Promise<PageThings> {
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the server says.
  const call = async (method: string, address: string, body?: unknown, who: keyof Tokens = "owner"): Promise<any> => {
    const headers = { Authorization: `Bearer ${tokens[who]}`, "Content-Type": "application/json" };
    const { status, text } = await ask(app.url, address, {
      method,
      headers: { ...headers, "Idempotency-Key": crypto.randomUUID() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (status >= 300) throw new Error(`${method} ${address} answered ${status}: ${text}`);
    return JSON.parse(text);
  };
  const make = async (prompt: string) => {
    const { jobId } = await call("POST", "/api/studio/generate", { prompt, tier: "standard" });
    return eventually("the picture", async () => {
      const job = await call("GET", `/api/studio/generate/${jobId}`);
      return job.imageId && { jobId, imageId: job.imageId as string };
    });
  };
  const [kept, shown] = await Promise.all([make(SECRETS.prompt), make("a red kite over green hills")]);
  const publishing = { imageId: shown.imageId, title: "Kites", categoryId: "festival", visibility: "public" };
  const { postId } = await call("POST", "/api/studio/community/publish", publishing);
  const comment = await call("POST", `/api/studio/community/posts/${postId}/comments`, {
    body: "First",
  });
  const cases = `/api/admin/moderation/cases/${comment.id}`;
  const { after } = await call("GET", cases, undefined, "moderator");
  const hiding = { deed: "hide", rule: "spam", after: after ?? null };
  const { decisionId } = await call("POST", `${cases}/decision`, hiding, "moderator");
  const { packages } = await call("GET", "/api/studio/credits/packages").then((body) => ({ packages: body.items }));
  const order = await call("POST", "/api/studio/credits/orders", { packageId: packages[0].id });
  const complaint = { name: "Ravi", email: "ravi@example.in", kind: "other", body: "Something is not right here." };
  const ticket = await call("POST", "/api/grievances", complaint);
  const share = await call("POST", `/api/studio/my-creations/${kept.imageId}/share`);
  return {
    ...{ ...kept, postId, decisionId, orderId: order.orderId, ticketId: ticket.id, shareId: share.shareId },
    ...{ handle: "the_owner", userId },
  };
}

/**
 * A web process with just this environment; no worker and no sandbox of its own. One that ends before it is ready throws what it said.
 */
export async function startWeb(
  environment: Record<string, string>,
): Promise<{ url: string; stop(): Promise<unknown> }> {
  const port = String(await freePort());
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["lib/start/web.mjs"], {
    cwd: ROOT,
    env: { ...process.env, APP_URL: url, ...environment, PORT: port, NODE_ENV: "production", NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  await eventually("the web process", async () => {
    if (child.exitCode !== null) throw new Error(said);
    return said.includes('"ready":true');
  });
  return {
    url,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** The whole app, started, with somebody of each kind in it. */
export async function openStage() {
  const database = await createTestDatabase();
  // All that it can say is looked through for secrets.
  const app = await startApp({ name: "security", databaseUrl: database.url, env: { LOG_LEVEL: "debug" } });
  const secrets = JSON.parse(readFileSync(path.join(app.dataDir, "secrets.json"), "utf8"));
  const given = { PORT: new URL(app.url).port, DATA_DIR: app.dataDir, APP_URL: app.url, LOG_LEVEL: "warn" };
  const environment = childEnvironment(given, secrets, { databaseUrl: database.url, sandbox: app.sandbox });
  const world = openWorld(readEnv(environment), "test");
  const names = Object.keys(ROLES) as (keyof typeof ROLES)[];
  const entered = await Promise.all(names.map(async (name) => [name, await enter(world, name)] as const));
  const people = Object.fromEntries(entered) as Record<keyof typeof ROLES, { userId: string; token: string }>;
  const tokens = Object.fromEntries(entered.map(([name, { token }]) => [name, token])) as Tokens;
  const things = await own(app, tokens, people.owner.userId);
  await world.pool.query(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [people.suspended.userId]);
  const webs: { stop(): Promise<unknown> }[] = [];
  return {
    ...{ app, world, things, people, secrets },
    /** The cookies of a visitor's browser. */
    cookiesOf: (visitor: Visitor): Record<string, string> =>
      visitor === "nobody" ? {} : { Cookie: `studio_access=${people[visitor].token}` },
    startWeb: async (settings: Record<string, string>) => {
      const { APP_URL: _, ...shared } = environment;
      const web = await startWeb({ ...shared, ...settings });
      webs.push(web);
      return web;
    },
    async close() {
      await Promise.all(webs.map((web) => web.stop()));
      await world.close();
      await app.stop();
      await database.drop();
    },
  };
}
