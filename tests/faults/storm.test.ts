import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { measured, sized } from "@/tests/support/proof";
import { type OwnPostgres, openOwnPostgres } from "./storm/own-postgres";
import { runStorm, type StormReport } from "./storm/storm";

/**
 * The ledger and the life of pictures under random clients with a bad network, while PostgreSQL, web, worker and sandbox are killed. What every client
 * was told is kept outside the database and compared with it in the end. `FAULT_SEED` tells a run again, as far as time lets it.
 */
const MINUTE = 60_000;
const SEED = Number(process.env.FAULT_SEED ?? Date.now() % 1_000_000);
const OPERATIONS = Number(process.env.FAULT_OPERATIONS ?? sized(1_500, 200_000));
const KILLS = Number(process.env.FAULT_KILLS ?? sized(5, 100));
const SMALL = sized(800, 4_000);
/** Few requests have to be cut more often for their answers to be missed at all. */
const CUT_SHARE = sized(0.2, 0.04);

let postgres: OwnPostgres;
beforeAll(async () => {
  postgres = await openOwnPostgres("storm");
});
afterAll(() => postgres?.close());

const kindsOf = (report: StormReport): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { kind } of report.breaches) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};

describe("a storm over ledger and generation", () => {
  it("loses nothing that was acknowledged, charges nothing twice, refuses nobody wrongly, leaves no job without an end, doubles no post and no reward", {
    timeout: 160 * MINUTE,
  }, async (context) => {
    const size = { operations: OPERATIONS, kills: KILLS, clients: 24, cutShare: CUT_SHARE };
    const report = await runStorm(postgres, { ...size, seed: SEED });
    const { tally, kills, jobs } = report;
    measured(context, {
      ...{ seed: SEED, operations: tally.operations, requests: tally.requests, seconds: Math.round(report.seconds) },
      ...Object.fromEntries(Object.entries(kills).map(([victim, count]) => [`${victim} kills`, count])),
      ...{ "answers lost": tally.ambiguous, "of these done": report.ambiguousCommits, "503": tally.unavailable },
      ...{ "402": tally.statuses[402] ?? 0, replays: tally.replays, ...jobs },
      ...{ posts: report.posts, "reuse rewards": report.rewards, breaches: report.breaches.length },
    });
    expect(report.breaches, `seed ${SEED}: ${JSON.stringify(report.breaches.slice(0, 5))}`).toEqual([]);
    expect([...new Set(tally.unexpected)].slice(0, 5), "answers outside of the contract").toEqual([]);
    // The faults really happened.
    expect(Object.values(kills).reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(KILLS);
    expect(report.ambiguousCommits).toBeGreaterThan(0);
    expect(tally.statuses[402]).toBeGreaterThan(0);
    expect(tally.replays).toBeGreaterThan(0);
    expect(Math.min(jobs.succeeded ?? 0, jobs.failed ?? 0, jobs.cancelled ?? 0)).toBeGreaterThan(0);
  });
});

/** Each takes one guarantee away and has to be found out. */
describe("the storm's controls", () => {
  const small = { operations: SMALL, clients: 12, cutShare: 0.15 };

  it("control: where no key is looked up, somebody is charged twice or refused wrongly", {
    timeout: 15 * MINUTE,
  }, async (context) => {
    const report = await runStorm(postgres, {
      ...{ ...small, seed: SEED + 1, kills: 0 },
      sabotage: async (studio) => {
        await studio.sql(`CREATE FUNCTION forget_key() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            DELETE FROM idempotency_key k WHERE k.account_id = NEW.account_id AND k.route = NEW.route AND k.key = NEW.key;
            RETURN NULL; END $$`);
        await studio.sql(
          "CREATE TRIGGER forget AFTER INSERT ON idempotency_key FOR EACH ROW EXECUTE FUNCTION forget_key()",
        );
      },
    });
    const kinds = kindsOf(report);
    measured(context, { operations: report.tally.operations, ...kinds });
    const wronged = ["charged twice", "charged though refused", "false 402"].map((kind) => kinds[kind] ?? 0);
    expect(Math.max(...wronged)).toBeGreaterThan(0);
  });

  // In `npm test` one of them is enough.
  if (!sized(false, true)) return;

  it("control: where clients take a new key for each try, somebody is charged twice", {
    timeout: 15 * MINUTE,
  }, async (context) => {
    const report = await runStorm(postgres, { ...small, seed: SEED + 2, kills: 0, takesNewKeys: true });
    const kinds = kindsOf(report);
    measured(context, { operations: report.tally.operations, ...kinds });
    expect(kinds["charged twice"] ?? 0).toBeGreaterThan(0);
  });

  it("control: where commits do not wait until they are written, something acknowledged is lost", {
    timeout: 15 * MINUTE,
  }, async (context) => {
    const sure = (value: string) =>
      postgres.onServer(async (client) => {
        await client.query(`ALTER SYSTEM ${value}`);
        await client.query("SELECT pg_reload_conf()");
      });
    try {
      const report = await runStorm(postgres, {
        ...{ ...small, seed: SEED + 3, kills: 3, victims: { postmaster: 1 } },
        sabotage: async () => {
          await sure("SET wal_writer_delay = '10s'");
          await postgres.onServer((client) =>
            client.query(`ALTER DATABASE storm_${SEED + 3} SET synchronous_commit = off`),
          );
          // Connections that are open keep the old setting.
          await postgres.killAll();
        },
      });
      const kinds = kindsOf(report);
      measured(context, { operations: report.tally.operations, "postmaster kills": report.kills.postmaster, ...kinds });
      const lost = (kinds["acknowledged and lost"] ?? 0) + (kinds["lost or charged twice"] ?? 0);
      expect(lost).toBeGreaterThan(0);
    } finally {
      await sure("RESET wal_writer_delay");
    }
  });
});
