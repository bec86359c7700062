import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toColumns } from "@/lib/domain/settings/change-settings";
import { SETTING_NAMES, SETTINGS, type SettingChanges } from "@/lib/domain/settings/contract";
import { readPrices } from "@/lib/domain/settings/reads";
import { openWorld } from "@/lib/start/world";
import { newMember } from "@/tests/admin/team";
import { hangPosts, POSTS } from "@/tests/community/posts";
import { type Answer, type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";

const SETTINGS_PATH = "/api/admin/settings";

let studio: Studio;
let admin: Caller;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  admin = await newMember(studio, "admin");
});
afterAll(() => studio.close());

const change = (changes: SettingChanges, rest: Record<string, unknown> = {}) =>
  admin.send("POST", SETTINGS_PATH, { changes, ...rest });
const read = async () => (await admin.get(SETTINGS_PATH)).body;
const versions = () => studio.sql<{ version: number }>("SELECT version FROM settings ORDER BY version");
const soon = (ms: number) => new Date(Date.now() + ms).toISOString();

describe("the settings", () => {
  it("are all columns of the record, each by its own name", async () => {
    const all = Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].min]));
    const found = await studio.sql<{ name: string }>(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'settings'",
    );
    const known = found.map(({ name }) => name);
    expect(Object.keys(toColumns(all)).filter((name) => !known.includes(name))).toEqual([]);
    const untuned = ["version", "effective_at", "created_by_id", "note", "created_at", "packages", "routes"];
    expect(known.filter((name) => !(name in toColumns(all)) && !untuned.includes(name))).toEqual([]);
  });

  it("change by a new version that says who, why and what; the one before stays", async () => {
    const before = await read();
    const { status, body } = await change({ welcomeUnits: 4.5, reportHours: 12 }, { note: "Diwali." });
    expect(status).toBe(201);
    const { handle } = (await admin.get("/api/auth/me")).body.user;
    expect(body.values).toMatchObject({
      welcomeUnits: 4.5,
      reportHours: 12,
      standardUnits: before.values.standardUnits,
    });
    expect(body.inForce).toMatchObject({ createdBy: handle, note: "Diwali." });
    expect(body.inForce.changes).toEqual([
      { what: "Welcome", from: "3 credits", to: "4.5 credits" },
      { what: "Other reports", from: "24 hours", to: "12 hours" },
    ]);
    expect(body.history[1].version).toBe(before.inForce.version);
    const again = await admin.send("POST", `${SETTINGS_PATH}/${before.inForce.version}/again`);
    expect([again.status, again.body.values]).toEqual([201, before.values]);
  });

  it.each([
    [{ standardUnits: 0 }, "standardUnits"],
    [{ standardUnits: 1.005 }, "standardUnits"],
    [{ welcomeUnits: -1 }, "welcomeUnits"],
    [{ reportHideThreshold: 1.5 }, "reportHideThreshold"],
    [{ explicitPercent: 101 }, "explicitPercent"],
    [{}, "changes"],
  ])("refuse %j, and name the field", async (changes, field) => {
    const { status, body } = await change(changes as SettingChanges);
    expect([status, body.errors[0].field]).toEqual([422, expect.stringContaining(field)]);
  });

  it("refuse what changes nothing, and what is past", async () => {
    const { values } = await read();
    expect((await change({ reportHours: values.reportHours })).status).toBe(409);
    expect((await change({ reportHours: 13 }, { effectiveAt: "2020-01-01T00:00:00.000Z" })).body.errors[0].field).toBe(
      "effectiveAt",
    );
  });

  it("have one upcoming version at most, which can be withdrawn; one in force can't be altered by anything", async () => {
    const { body } = await change({ heldHours: 30 }, { effectiveAt: soon(3_600_000), note: "Later." });
    expect([body.values.heldHours, body.upcoming.note]).toEqual([24, "Later."]);
    expect((await change({ heldHours: 31 })).status).toBe(409);
    expect((await admin.send("DELETE", `${SETTINGS_PATH}/${body.inForce.version}`)).status).toBe(409);
    expect((await admin.send("DELETE", `${SETTINGS_PATH}/${body.upcoming.version}`)).status).toBe(204);
    expect((await read()).upcoming).toBeUndefined();
    expect((await admin.send("DELETE", `${SETTINGS_PATH}/999`)).status).toBe(404);
    await expect(studio.sql("UPDATE settings SET standard_units = 1")).rejects.toThrow(/can not be changed/);
    await expect(studio.sql("DELETE FROM settings")).rejects.toThrow(/can not be changed/);
  });

  it("changed by ten at once make one version each or are refused; none undoes another", async () => {
    const before = (await versions()).length;
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => change({ appealHours: 100 + n })));
    const made = answers.filter(({ status }) => status === 201).length;
    expect(answers.every(({ status }) => [201, 409].includes(status))).toBe(true);
    expect((await versions()).length - before).toBe(made);
    expect(made).toBeGreaterThan(0);
  });
});

describe("packages", () => {
  it("follow the version: what is sold, for how much, in which order", async () => {
    const { items } = (await admin.get("/api/admin/packages")).body;
    expect(items.map(({ credits }: { credits: number }) => credits)).toEqual([10, 25, 50, 100, 250]);
    const next = [{ ...items[4], pricePaise: 70_000 }, { ...items[0], isActive: false }, ...items.slice(1, 4)];
    expect((await admin.send("PUT", "/api/admin/packages", { packages: next, note: "Sale." })).status).toBe(200);
    const sold = (await admin.get("/api/studio/credits/packages")).body.items;
    expect(sold.map(({ id, pricePaise }: { id: string; pricePaise: number }) => [id, pricePaise])).toEqual([
      ["pack-250", 70_000],
      ["pack-25", 10_000],
      ["pack-50", 20_000],
      ["pack-100", 35_000],
    ]);
    expect(sold[0].discountPercent).toBe(44);
    const buyer = await studio.newUser();
    const order = (packageId: string) =>
      buyer.send("POST", "/api/studio/credits/orders", { packageId }, { "Idempotency-Key": crypto.randomUUID() });
    expect([(await order("pack-250")).body.amountPaise, (await order("pack-10")).status]).toEqual([70_000, 422]);
    await admin.send("PUT", "/api/admin/packages", { packages: items, note: "Over." });
  });

  it.each([
    [[], "packages"],
    [[{ id: "a", credits: 0, pricePaise: 5000, isPopular: false, isActive: true }], "packages.0.credits"],
    [[{ id: "a", credits: 5, pricePaise: 50, isPopular: false, isActive: true }], "packages.0.pricePaise"],
    [[{ id: "a", credits: 5, pricePaise: 5000, isPopular: false, isActive: false }], "packages"],
    [["a", "b"].map((id) => ({ id, credits: 5, pricePaise: 5000, isPopular: true, isActive: true })), "packages"],
    [["a", "a"].map((id) => ({ id, credits: 5, pricePaise: 5000, isPopular: false, isActive: true })), "packages"],
  ])("refuse %j", async (packages, field) => {
    const { status, body } = await admin.send("PUT", "/api/admin/packages", { packages });
    expect([status, body.errors[0].field]).toEqual([422, field]);
  });
});

describe("the preview", () => {
  it("counts what it says from the records, and changes nothing", async () => {
    const author = await studio.newUser(7);
    const posts = await hangPosts(studio, author, { count: 3 });
    const reporters = await Promise.all([studio.newUser(), studio.newUser()]);
    for (const who of reporters) await who.send("POST", `${POSTS}/${posts[0]}/report`, { reason: "spam" });
    const before = (await versions()).length;
    const changes = { standardUnits: 3, reportHideThreshold: 2 };
    const { body } = await admin.send("POST", `${SETTINGS_PATH}/preview`, { changes });
    const effectOf = (what: string) => body.effects.find((one: { what: string }) => one.what.includes(what));
    const [made] = await studio.sql<{ count: number }>(
      "SELECT count(*)::int AS count FROM generation WHERE tier = 'standard' AND state = 'succeeded'",
    );
    const count = made?.count ?? 0;
    expect(effectOf(`${count} Standard pictures`)).toEqual({
      what: `${count} Standard pictures of the last 30 days`,
      before: `${count} credits`,
      after: `${count * 3} credits`,
    });
    const able = async (units: number) =>
      (
        await studio.sql<{ people: string; pictures: string }>(
          "SELECT count(*)::text AS people, sum(floor(balance_units / $1::numeric))::text AS pictures FROM credit_account WHERE balance_units >= $1::int",
          [units],
        )
      )[0];
    expect(effectOf("hold enough")).toMatchObject({
      before: (await able(100))?.people,
      after: (await able(300))?.people,
    });
    expect(effectOf("credits are good for")).toMatchObject({
      before: (await able(100))?.pictures,
      after: (await able(300))?.pictures,
    });
    expect(effectOf("open reports")).toMatchObject({
      what: expect.stringContaining("3 live posts"),
      before: "0",
      after: "1",
    });
    expect((await versions()).length).toBe(before);
  });
});

describe("a price that changes while pictures are asked for", () => {
  it("charges each what it was quoted, and from its moment on everybody hears the new one, in every process", async () => {
    await studio.startWorker();
    const other = openWorld(studio.world.env, "another web process");
    try {
      const users = await Promise.all(Array.from({ length: 10 }, () => studio.newUser(200)));
      const { body } = await change({ standardUnits: 2 }, { effectiveAt: soon(1_000), note: "Dearer." });
      expect([body.values.standardUnits, body.upcoming.changes]).toEqual([
        1,
        [{ what: "A Standard picture", from: "1 credit", to: "2 credits" }],
      ]);
      const moment = new Date(body.upcoming.effectiveAt).getTime();
      const asked: { quoted: number; answer: Answer; at: number }[] = [];
      const ask = async (who: Caller) => {
        // As the button does: the price that it shows is sent along.
        const quoted = (await readPrices(studio.world)).standard;
        const answer = await who.generate({ quotedCredits: quoted });
        asked.push({ quoted, answer, at: Date.now() });
      };
      await Promise.all(
        users.map(async (who) => {
          for (let n = 0; n < 5; n++) {
            await ask(who);
            await new Promise((resolve) => setTimeout(resolve, Math.max(0, (moment - Date.now()) / (5 - n))));
          }
          await ask(who);
        }),
      );
      expect(asked).toHaveLength(60);
      const accepted = asked.filter(({ answer }) => answer.status === 202);
      const refused = asked.filter(({ answer }) => answer.status !== 202);
      expect(accepted.map(({ quoted, answer }) => answer.body.creditsDebited - quoted)).toEqual(accepted.map(() => 0));
      // One that was quoted just before hears the new price, and nothing moves.
      for (const { quoted, answer } of refused)
        expect([answer.status, answer.body.priceCredits, quoted]).toEqual([409, 2, 1]);
      expect(new Set(accepted.map(({ quoted }) => quoted))).toEqual(new Set([1, 2]));
      const jobs = await studio.sql<{ cost: number; debit: number }>(
        "SELECT g.cost_units AS cost, -e.units AS debit FROM generation g JOIN ledger_entry e ON e.key = 'generation:' || g.id WHERE g.user_id = ANY($1)",
        [users.map(({ userId }) => userId)],
      );
      expect(jobs).toHaveLength(accepted.length);
      expect(jobs.filter(({ cost, debit }) => cost !== debit)).toEqual([]);
      await eventually(
        "all to end",
        async () =>
          (await studio.sql("SELECT FROM generation WHERE state IN ('queued', 'submitting', 'running')")).length === 0,
      );
      for (const world of [studio.world, other]) expect((await readPrices(world)).standard).toBe(2);
      expect((await read()).values.standardUnits).toBe(2);
      const cheap = await users[0]!.generate({ quotedCredits: 1 });
      expect([cheap.status, cheap.body.priceCredits]).toEqual([409, 2]);
    } finally {
      await other.close();
      await change({ standardUnits: 1 });
    }
  });
});
