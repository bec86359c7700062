import { execFile } from "node:child_process";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { mask, withStoredKeys } from "@/lib/domain/provider-keys/keys";
import { readProviders } from "@/lib/domain/provider-keys/reads";
import { rotateKeys } from "@/lib/domain/provider-keys/rotate-keys";
import { seal, unseal } from "@/lib/domain/provider-keys/seal";
import { storeKey } from "@/lib/domain/provider-keys/store-key";
import { readEnv } from "@/lib/env";
import { keepStoredKeys } from "@/lib/start/stored-keys";
import { type OpenWorld, openWorld } from "@/lib/start/world";
import { newMember } from "@/tests/admin/team";
import { type Caller, eventually, openStudio, type Studio, secrets } from "@/tests/generation/studio";

const ROOT = path.resolve(import.meta.dirname, "../..");
const SECRET = "m".repeat(40);
const NEXT = "n".repeat(40);
/** Keys that the sandbox does not take: whoever works with them is refused. */
const WRONG = { REPLICATE_API_TOKEN: "r8_sandbox_another_token_1234", GEMINI_API_KEY: "sandbox-another-key-1234567" };
const PATH = "/api/admin/providers";

let studio: Studio;
let admin: Caller;
let other: OpenWorld;
beforeAll(async () => {
  studio = await openStudio({ PROVIDER_KEYS_SECRET: SECRET, RATE_LIMIT_SCALE: "1000" });
  admin = await newMember(studio, "admin");
  other = openWorld(readEnv(studio.variables), "another process");
  await keepStoredKeys(studio.world);
  await keepStoredKeys(other);
});
afterAll(async () => {
  await other.close();
  await studio.close();
});
afterEach(async () => {
  await studio.sql("DELETE FROM provider_key");
  await eventually("the environment's keys", async () =>
    [studio.world, other].every(({ env }) => env.REPLICATE_API_TOKEN === secrets.replicateToken),
  );
});

const store = (name: string, value: string) => admin.send("PUT", `${PATH}/keys/${name}`, { value });
const keyOf = async (name: string) =>
  (await admin.get(PATH)).body.keys.find((one: { name: string }) => one.name === name);
const test = async (provider: string) => (await admin.send("POST", `${PATH}/${provider}/test`)).body;
const isRefused = async ({ ports }: { ports: OpenWorld["ports"] }) =>
  ports.images!.check().then(
    () => false,
    (error: { kind: string }) => error.kind === "auth",
  );

describe("sealing", () => {
  it("opens with the same secret and name only, and never comes out alike twice", () => {
    const sealed = seal(SECRET, "GEMINI_API_KEY", "a key of क");
    expect(unseal(SECRET, "GEMINI_API_KEY", sealed)).toBe("a key of क");
    expect(seal(SECRET, "GEMINI_API_KEY", "a key of क")).not.toBe(sealed);
    const flipped = sealed.slice(0, -2) + (sealed.endsWith("AA") ? "BB" : "AA");
    for (const [secret, name, text] of [
      [NEXT, "GEMINI_API_KEY", sealed],
      [SECRET, "REPLICATE_API_TOKEN", sealed],
      [SECRET, "GEMINI_API_KEY", flipped],
      [SECRET, "GEMINI_API_KEY", "v1.a.b.c"],
      [SECRET, "GEMINI_API_KEY", ""],
    ] as const)
      expect(() => unseal(secret, name, text)).toThrow(/does not open/);
  });

  it("shows no more than the ends", () => {
    expect(mask("REPLICATE_API_TOKEN", "r8_abcdefghijklmnop")).toBe("r8_a…mnop");
    expect(mask("RAZORPAY_WEBHOOK_SECRET", "short")).toBe("•••");
    expect(mask("SMTP_URL", "smtp://asha:secret@mail.example.in:587")).toBe("smtp://•••@mail.example.in:587");
    expect(mask("CLOUDINARY_URL", "cloudinary://123:secret@cloud")).toBe("cloudinary://•••@cloud");
  });
});

describe("a stored key", () => {
  it("wins over the environment in every process at once, and gives way to it when it is removed", async () => {
    for (const world of [studio.world, other]) expect(await isRefused(world)).toBe(false);
    const answer = await store("REPLICATE_API_TOKEN", WRONG.REPLICATE_API_TOKEN);
    expect([answer.status, answer.body.source, answer.body.masked]).toEqual([200, "stored", "r8_s…1234"]);
    for (const world of [studio.world, other]) await eventually("the new key", () => isRefused(world));
    expect(await test("replicate")).toMatchObject({ ok: false, message: "The keys were refused." });
    expect((await admin.send("DELETE", `${PATH}/keys/REPLICATE_API_TOKEN`)).status).toBe(204);
    for (const world of [studio.world, other]) await eventually("the old key", async () => !(await isRefused(world)));
    expect(await test("replicate")).toMatchObject({ ok: true });
    expect((await keyOf("REPLICATE_API_TOKEN")).source).toBe("sandbox");
    expect((await admin.send("DELETE", `${PATH}/keys/REPLICATE_API_TOKEN`)).status).toBe(404);
  });

  it("is good for what it is for: each provider is asked with one request", async () => {
    for (const provider of ["replicate", "gemini", "razorpay", "smtp", "cloudinary"])
      expect(await test(provider), provider).toMatchObject({ ok: true });
    await store("GEMINI_API_KEY", WRONG.GEMINI_API_KEY);
    await eventually("the wrong key", async () => (await test("gemini")).ok === false);
    expect((await admin.send("POST", `${PATH}/nobody/test`)).status).toBe(404);
  });

  it("is of its shape, and refused by name and never by value where it is not", async () => {
    for (const [name, value] of [
      ["REPLICATE_API_TOKEN", "hunter2-hunter2"],
      ["RAZORPAY_KEY_ID", "hunter2-hunter2"],
      ["SMTP_URL", "hunter2-hunter2"],
      ["CLOUDINARY_URL", "https://hunter2"],
    ] as const) {
      const { status, body } = await store(name, value);
      expect([status, body.errors[0].field]).toEqual([422, "value"]);
      expect(JSON.stringify(body)).not.toContain("hunter2");
    }
    expect((await store("AUTH_SECRET", "x".repeat(40))).status).toBe(404);
  });

  it("of a real service takes its part out of the sandbox, and never goes there", () => {
    const given = readEnv(studio.variables);
    const real = withStoredKeys(given, { REPLICATE_API_TOKEN: "r8_arealtoken1234567890" });
    expect(real).toMatchObject({
      REPLICATE_BASE_URL: "https://api.replicate.com/v1",
      sandboxed: { pictures: false, payments: true },
    });
    expect(real.REPLICATE_WEBHOOK_SECRET).toBeUndefined();
    // A key id without its secret waits: nothing real is mixed with the sandbox's.
    const half = withStoredKeys(given, { RAZORPAY_KEY_ID: "rzp_live_1234567890" });
    expect(half).toMatchObject({ RAZORPAY_KEY_ID: secrets.razorpayKeyId, sandboxed: { payments: true } });
    const whole = withStoredKeys(given, {
      ...{
        RAZORPAY_KEY_ID: "rzp_live_1234567890",
        RAZORPAY_KEY_SECRET: "a-secret-of-theirs",
        RAZORPAY_WEBHOOK_SECRET: "another",
      },
    });
    expect(whole).toMatchObject({ RAZORPAY_BASE_URL: "https://api.razorpay.com", sandboxed: { payments: false } });
    expect(given.REPLICATE_BASE_URL).toContain("127.0.0.1");
  });
});

describe("the keys", () => {
  it("stand in clear in no answer, no log, no row of the database and no audit", async () => {
    const values = {
      ...WRONG,
      SMTP_URL: "smtp://asha:very-secret-word@127.0.0.1:9",
      RAZORPAY_KEY_SECRET: "razor-secret-value-77",
    };
    const answers: unknown[] = [];
    for (const [name, value] of Object.entries(values)) answers.push((await store(name, value)).body);
    for (const provider of ["replicate", "gemini", "smtp"]) answers.push(await test(provider));
    answers.push(
      (await admin.get(PATH)).body,
      (await admin.get("/api/admin/audit?limit=100")).body,
      (await admin.get("/api/admin/audit?format=csv")).body,
    );
    const tables = await studio.sql<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker') AND schemaname = 'public'",
    );
    const dump = await Promise.all(tables.map(({ name }) => studio.sql(`SELECT t::text FROM "${name}" t`)));
    const all = JSON.stringify([answers, dump, studio.logged]);
    expect(all).toContain("v1.");
    for (const secret of [...Object.values(WRONG), "very-secret-word", "razor-secret-value-77", SECRET])
      expect(all.includes(secret), secret).toBe(false);
  });

  it("are readable after a rotation only through it: the old secret opens nothing new, the new one nothing old", async () => {
    await store("GEMINI_API_KEY", WRONG.GEMINI_API_KEY);
    const sealed = async () => (await studio.sql<{ sealed: string }>("SELECT sealed FROM provider_key"))[0]!.sealed;
    const old = await sealed();
    const ctx = {
      ...studio.world,
      actor: { kind: "system" as const },
      requestId: "req_rotate",
      ip: "",
      userAgent: "",
      deviceId: "",
    };
    await expect(rotateKeys(ctx, { previous: "w".repeat(40), next: "x".repeat(40) })).rejects.toThrow(/does not open/);
    expect(await sealed()).toBe(old);
    expect(await rotateKeys(ctx, { previous: SECRET, next: NEXT })).toBe(1);
    expect(() => unseal(SECRET, "GEMINI_API_KEY", "v1.x.y.z")).toThrow();
    expect(unseal(NEXT, "GEMINI_API_KEY", await sealed())).toBe(WRONG.GEMINI_API_KEY);
    expect(() => unseal(NEXT, "GEMINI_API_KEY", old)).toThrow(/does not open/);
    // Again, as after a crash: what is sealed anew stays readable.
    expect(await rotateKeys(ctx, { previous: SECRET, next: NEXT })).toBe(1);
    expect(unseal(NEXT, "GEMINI_API_KEY", await sealed())).toBe(WRONG.GEMINI_API_KEY);
    const { body } = await admin.get("/api/admin/audit?action=provider.rotate-keys");
    expect(body.items.map(({ actorRole }: { actorRole: string }) => actorRole)).toEqual(["system", "system"]);
  });

  it("make a process with another secret refuse to start, and say which variable and what to do", async () => {
    await store("GEMINI_API_KEY", WRONG.GEMINI_API_KEY);
    const run = (secret: Record<string, string>) =>
      new Promise<{ code: number | null; said: string }>((resolve) => {
        const env = { ...process.env, ...studio.variables, PROVIDER_KEYS_SECRET: "", ...secret };
        const child = execFile(
          process.execPath,
          ["--import", "tsx", "lib/start/worker.ts"],
          { cwd: ROOT, env },
          (_error, stdout, stderr) => resolve({ code: child.exitCode, said: stdout + stderr }),
        );
      });
    for (const secret of [{ PROVIDER_KEYS_SECRET: NEXT }, {}] as Record<string, string>[]) {
      const { code, said } = await run(secret);
      expect(code).toBe(1);
      expect(said).toContain("PROVIDER_KEYS_SECRET does not open the keys that are stored");
      expect(said).toContain("npm run keys:rotate");
      expect(said).not.toContain(WRONG.GEMINI_API_KEY);
    }
  });

  it("can't be stored without the secret", async () => {
    const env = { ...studio.world.env, PROVIDER_KEYS_SECRET: undefined };
    const actor = {
      kind: "user",
      userId: newId("user"),
      sessionId: newId("session"),
      role: "admin",
      isVerified: true,
    } as const;
    const ctx = { ...studio.world, env, actor, requestId: "req_test", ip: "", userAgent: "", deviceId: "" };
    const refused = storeKey(ctx, "GEMINI_API_KEY", { value: WRONG.GEMINI_API_KEY });
    await expect(refused).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("PROVIDER_KEYS_SECRET is not set"),
    });
    expect((await readProviders(ctx)).canStore).toBe(false);
  });
});
