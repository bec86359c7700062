import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openStudio, type Studio } from "@/tests/generation/studio";
import { rewardsHold } from "@/tests/rewards/books";
import { measured, sized } from "@/tests/support/proof";
import { readFacts } from "./rings/facts";
import { drawTown, type Rules } from "./rings/graph";
import { type Breach, judge } from "./rings/oracle";
import { ordain, play } from "./rings/play";
import { Random } from "./storm/random";

/**
 * People who farm rewards: several accounts a person, borrowed devices and cards, rings that remix one another, crowds at one post, hubs that invite
 * everybody; everything delivered twice, at once and in any order. An oracle that knows only who did what says which rewards are due.
 */
const MINUTE = 60_000;
const SEED = Number(process.env.FAULT_SEED ?? Date.now() % 1_000_000);
const TOWNS = sized(3, 30);
const SIZE = sized(30, 60);

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
  await studio.startWorker();
});
afterAll(() => studio?.close());

/** Draws, plays and judges a town. `inForce` are rules that the database goes by while the oracle goes by the town's. */
async function run(seed: number, size: number, inForce: Partial<Rules> = {}) {
  const random = new Random(seed);
  const town = drawTown(random, size);
  await ordain(studio, { ...town.rules, ...inForce });
  const names = await play(studio, town, random);
  const facts = await readFacts(studio, names);
  return { town, facts, breaches: judge(town, names, facts) };
}

const kinds = (breaches: Breach[]) => [...new Set(breaches.map(({ kind }) => kind))];

describe("rings of accounts", () => {
  afterEach(() => rewardsHold(studio));

  it("get what is due once, nothing else, never above a cap, and wait for a look where two accounts look like one person's", {
    timeout: 60 * MINUTE,
  }, async (context) => {
    const seen: Record<string, number> = {};
    const count = (what: string, more: number) => {
      seen[what] = (seen[what] ?? 0) + more;
    };
    for (let round = 0; round < TOWNS; round++) {
      const seed = SEED + round;
      const { town, facts, breaches } = await run(seed, SIZE);
      expect(breaches, `seed ${seed}: ${JSON.stringify(breaches.slice(0, 5))}`).toEqual([]);
      const causes = [...facts.held.values()].map(({ cause }) => cause);
      count("accounts", town.accounts.length);
      count("pictures", town.pictures.length);
      count("granted", facts.granted.size);
      count("capped", facts.pairs.filter(({ state }) => state === "capped").length);
      for (const cause of causes) count(cause, 1);
      count("bonuses for ten", [...facts.granted.keys()].filter((key) => key.startsWith("referral_milestone")).length);
    }
    measured(context, { seed: SEED, towns: TOWNS, ...seen });
    // Everything that the oracle judges has come up.
    const demanded = ["granted", "capped", "same_device", "same_instrument", "velocity", "budget", "bonuses for ten"];
    for (const what of sized(["granted", "capped", "same_device"], demanded))
      expect(seen[what], what).toBeGreaterThan(0);
  });
});

/** Each takes one guarantee away and has to be found out. */
describe("the oracle's controls", () => {
  it("control: where nobody looks at devices and cards, somebody pays themselves", async () => {
    for (const name of ["share_device", "share_instrument"])
      await studio.sql(`ALTER FUNCTION ${name}(text, text) RENAME TO real_${name}`);
    for (const name of ["share_device", "share_instrument"])
      await studio.sql(
        `CREATE FUNCTION ${name}(one text, other text) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT false $$`,
      );
    const { breaches } = await run(SEED + 10_000, 30);
    for (const name of ["share_device", "share_instrument"]) {
      await studio.sql(`DROP FUNCTION ${name}(text, text)`);
      await studio.sql(`ALTER FUNCTION real_${name}(text, text) RENAME TO ${name}`);
    }
    expect(kinds(breaches)).toContain("tied but granted");
  });

  it("control: where caps and limits are not those of the rules, they are exceeded", async () => {
    const endless = { postCapUnits: 100_000, dayCapUnits: 100_000, unpaidLimit: 1_000, referralDayLimit: 1_000 };
    const found = new Set<string>();
    const wanted = ["day cap", "post cap", "unpaid limit", "velocity"];
    for (let seed = SEED + 20_000; seed < SEED + 20_010 && !wanted.every((kind) => found.has(kind)); seed++)
      for (const kind of kinds((await run(seed, 40, { ...endless, referralMonthLimit: 1_000 })).breaches))
        found.add(kind);
    expect([...found]).toEqual(expect.arrayContaining(wanted));
  });

  it("control: where a reward gets lost, it is missed", async () => {
    await studio.sql(
      `CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
        CREATE TRIGGER lose BEFORE INSERT ON reuse_reward FOR EACH ROW EXECUTE FUNCTION lose()`,
    );
    const { breaches } = await run(SEED + 30_000, 30);
    await studio.sql("DROP TRIGGER lose ON reuse_reward; DROP FUNCTION lose()");
    expect(kinds(breaches)).toContain("missing");
  });
});
