import type { LimitStanding } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Role, World } from "@/lib/db/ctx";
import { createDb, createPool } from "@/lib/db/prisma";
import { signAccessToken } from "@/lib/domain/identity/session-tokens";
import { readEnv } from "@/lib/env";
import { createTestDatabase } from "@/tests/support/database";

export const ORIGIN = "http://localhost:3000";
const HOUR_MS = 3_600_000;

/** A limit that nobody reaches. */
export const WIDE: LimitStanding = { limit: 1_000, remaining: 999, resetSeconds: 60, windowSeconds: 60 };

/** As much of the world as a request needs before its verb runs: a database, its members, and no services. */
export async function openSmallWorld(settings: Record<string, string> = {}) {
  const database = await createTestDatabase();
  const secrets = { AUTH_SECRET: "a".repeat(40), SIGNING_SECRET: "s".repeat(40) };
  const env = readEnv({ APP_URL: ORIGIN, DATABASE_URL: database.url, LOG_LEVEL: "silent", ...secrets, ...settings });
  const pool = createPool(env.DATABASE_URL, env.DATABASE_POOL_SIZE);
  const world: World = {
    ...{ env, pool, db: createDb(pool), ports: { media: undefined as never } },
    limits: { consume: async () => WIDE, check: async () => {} },
    live: { subscribe: () => () => {}, watchFeed: () => {}, watchKeys: () => {} },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    failpoint: () => {},
  };
  return {
    world,
    /** Somebody signed in. */
    async member({ role = "user" as Role, isVerified = true } = {}) {
      const [id, sessionId] = [newId("user"), newId("session")];
      const email = `${id}@example.in`;
      const expiresAt = new Date(Date.now() + HOUR_MS);
      await world.db.user.create({
        data: {
          ...{ id, email, emailNormalized: email, name: "Asha Rao", handle: id.slice(-12), passwordHash: "none", role },
          ...{ emailVerifiedAt: isVerified ? new Date() : null, termsAcceptedAt: new Date() },
        },
      });
      await world.db.creditAccount.create({ data: { userId: id } });
      await world.db.session.create({ data: { id: sessionId, userId: id, expiresAt } });
      const token = await signAccessToken(env, { userId: id, sessionId }, { issuedAt: new Date(), expiresAt });
      return { id, sessionId, token, bearer: { Authorization: `Bearer ${token}` } };
    },
    async close() {
      await world.db.$disconnect();
      await pool.end();
      await database.drop();
    },
  };
}

export type SmallWorld = Awaited<ReturnType<typeof openSmallWorld>>;
