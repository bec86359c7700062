import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hangPosts } from "@/tests/community/posts";
import { type Answer, Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { signUp } from "@/tests/referrals/invite";

let studio: Studio;
let asha: Caller;
let ravi: Caller;

beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  [asha, ravi] = await Promise.all([studio.newUser(), studio.newUser()]);
});
afterAll(() => studio.close());

const handleOf = async (who: Caller): Promise<string> => (await who.get("/api/auth/me")).body.user.handle;
const nobody = () => new Caller("", "", studio.origin);
const read = async (viewer: Caller, handle: string, rest = "") =>
  viewer.userId
    ? viewer.get(`/api/users/${handle}${rest}`)
    : viewer.send("GET", `/api/users/${handle}${rest}`, undefined, { Authorization: "" });
const newHandle = () => `h${randomUUID().slice(0, 8)}`;

describe("PATCH /api/users/{handle}", () => {
  it("changes one's own profile and nothing else", async () => {
    const handle = await handleOf(asha);
    const { status, body } = await asha.send("PATCH", `/api/users/${handle}`, {
      ...{ name: "आशा राव", bio: "Diyas & <b>kites</b>.\nhttps://asha.example", commentsFrom: "followers" },
      ...{ role: "admin", emailVerifiedAt: null, status: "suspended" },
    });
    expect([status, body.name, body.bio, body.commentsFrom]).toEqual([
      ...[200, "आशा राव", "Diyas & <b>kites</b>.\nhttps://asha.example", "followers"],
    ]);
    expect((await asha.get("/api/auth/me")).body.user.role).toBe("user");
    expect((await read(ravi, handle)).body).not.toHaveProperty("commentsFrom");
  });

  it("of somebody else is not found, and changes nothing", async () => {
    const handle = await handleOf(asha);
    const before = (await read(ravi, handle)).body;
    expect((await ravi.send("PATCH", `/api/users/${handle}`, { bio: "mine now" })).status).toBe(404);
    expect((await ravi.send("PATCH", "/api/users/nobody_here", { bio: "x" })).status).toBe(404);
    expect((await read(ravi, handle)).body).toEqual(before);
  });

  it.each([
    ["bio", { bio: "call +91 98765 43210" }],
    ["name", { name: "write me@shop.example" }],
    ["bio", { bio: "a".repeat(301) }],
    ["commentsFrom", { commentsFrom: "friends" }],
    ["handle", { handle: "ash\u0430" }],
    ["handle", { handle: "a b c" }],
  ])("refuses a %s that can't stand, and says so on the field", async (field, changes) => {
    const { status, body } = await asha.send("PATCH", `/api/users/${await handleOf(asha)}`, changes);
    expect([status, body.errors[0].field]).toEqual([422, field]);
  });
});

describe("a handle", () => {
  it("that was given up goes on leading to its owner, and nobody else gets it", async () => {
    const who = await studio.newUser();
    const [old, present] = [await handleOf(who), newHandle()];
    expect((await who.send("PATCH", `/api/users/${old}`, { handle: present })).body.handle).toBe(present);
    expect((await read(ravi, old)).body.handle).toBe(present);
    expect((await who.send("PATCH", `/api/users/${old}`, { bio: "by the old name" })).body.bio).toBe("by the old name");
    const { status, body } = await ravi.send("PATCH", `/api/users/${await handleOf(ravi)}`, { handle: old });
    expect([status, body.errors[0].field]).toEqual([409, "handle"]);
    expect((await who.send("PATCH", `/api/users/${present}`, { handle: old })).body.handle).toBe(old);
  });

  it("has one owner when it is given up and asked for in the same moment, and nobody sees an error", async () => {
    for (let round = 0; round < 8; round++) {
      const who = await studio.newUser();
      const [old, present] = [await handleOf(who), newHandle()];
      const others = await Promise.all([studio.newUser(), studio.newUser()]);
      const answers = await Promise.all([
        who.send("PATCH", `/api/users/${old}`, { handle: present }),
        ...others.map(async (other) => other.send("PATCH", `/api/users/${await handleOf(other)}`, { handle: old })),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 409, 409]);
      const signUps = await Promise.allSettled([
        who.send("PATCH", `/api/users/${present}`, { handle: newHandle() }),
        nobody().send(
          "POST",
          "/api/auth/register",
          {
            ...{ email: `x${randomUUID()}@example.in`, password: "blue rickshaw at noon", name: "Ravi" },
            ...{ handle: present, acceptTerms: true },
          },
          { Authorization: "", Origin: studio.origin },
        ),
      ]);
      expect(signUps.map((one) => one.status === "fulfilled" && one.value.status)).toEqual([200, 409]);
    }
  });
});

describe("a handle that is given up while somebody waits for it", () => {
  /** Gives a handle up, lets `ask` wait for the outcome, and goes through with it. */
  async function givenUpMeanwhile(ask: (handle: string) => Promise<Answer>): Promise<number> {
    const who = await studio.newUser();
    const old = await handleOf(who);
    const client = await studio.world.pool.connect();
    await client.query("BEGIN");
    await client.query(`UPDATE "user" SET handle = $2 WHERE id = $1`, [who.userId, newHandle()]);
    const asked = ask(old);
    await eventually("somebody to wait", async () => {
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%user%'`;
      return (await studio.sql(waiting)).length > 0;
    });
    await client.query("COMMIT");
    client.release();
    return (await asked).status;
  }

  it("is a refusal for one who signs up with it, and for one who changes to it", async () => {
    const signUpWith = (handle: string) =>
      nobody().send(
        "POST",
        "/api/auth/register",
        {
          ...{ email: `x${randomUUID()}@example.in`, password: "blue rickshaw at noon", name: "Ravi" },
          ...{ handle, acceptTerms: true },
        },
        { Authorization: "", Origin: studio.origin },
      );
    expect(await givenUpMeanwhile(signUpWith)).toBe(409);
    const changing = await studio.newUser();
    const own = await handleOf(changing);
    expect(await givenUpMeanwhile((handle) => changing.send("PATCH", `/api/users/${own}`, { handle }))).toBe(409);
  });
});

describe("followers and following", () => {
  it("page through everybody once, the latest first, without suspended and blocked people", async () => {
    const star = await studio.newUser();
    const handle = await handleOf(star);
    const people = await Promise.all(Array.from({ length: 9 }, () => studio.newUser()));
    for (const one of people) await one.send("POST", `/api/users/${handle}/follow`);
    const [gone, foe] = [people[0]!, people[1]!];
    await studio.sql(`UPDATE "user" SET status = 'suspended' WHERE id = $1`, [gone.userId]);
    const foeHandle = await handleOf(foe);
    const names: string[] = [];
    await ravi.send("POST", `/api/users/${foeHandle}/block`);
    for (let cursor = ""; ; ) {
      const { body } = await read(ravi, handle, `/followers?limit=3${cursor}`);
      names.push(...body.items.map((one: { handle: string }) => one.handle));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    const expected = await Promise.all(people.slice(2).reverse().map(handleOf));
    expect(names).toEqual(expected);
    const { body } = await read(people[3]!, await handleOf(people[3]!), "/following");
    expect(body.items).toMatchObject([{ handle, following: true, isYou: false }]);
    expect((await read(ravi, handle, "/followers?cursor=nonsense")).status).toBe(422);
  });
});

describe("a private profile", () => {
  it("is there for its owner and who follows already, on every address, and takes nobody new", async () => {
    const shy = await studio.newUser();
    const handle = await handleOf(shy);
    const friend = await studio.newUser();
    await friend.send("POST", `/api/users/${handle}/follow`);
    const [postId] = await hangPosts(studio, shy, { count: 1 });
    await shy.send("PATCH", `/api/users/${handle}`, { isPrivate: true });
    for (const rest of ["", "/posts", "/followers", "/following"]) {
      const statuses = await Promise.all(
        [shy, friend, ravi, nobody()].map(async (who) => (await read(who, handle, rest)).status),
      );
      expect([rest, ...statuses]).toEqual([rest, 200, 200, 404, 404]);
    }
    expect((await ravi.get(`/api/studio/community/posts/${postId}`)).status).toBe(404);
    expect((await ravi.send("POST", `/api/users/${handle}/follow`)).status).toBe(404);
    for (const [method, what] of [
      ["POST", "mute"],
      ["DELETE", "mute"],
      ["DELETE", "follow"],
      ["POST", "block"],
      ["DELETE", "block"],
    ] as const)
      expect((await ravi.send(method, `/api/users/${handle}/${what}`)).body.followers).toBe(0);
  });
});

describe("register", () => {
  it("refuses a name that nobody should read", async () => {
    await expect(signUp(studio, {})).resolves.toBeDefined();
    const { status, body } = await nobody().send(
      "POST",
      "/api/auth/register",
      { email: "n@example.in", password: "blue rickshaw at noon", name: "call 98765 43210 now", acceptTerms: true },
      { Authorization: "", Origin: studio.origin },
    );
    expect([status, body.errors[0].field]).toEqual([422, "name"]);
  });
});
