import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Method } from "@/lib/core/endpoint";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { dispatch, routeFiles } from "@/tests/support/routes";

let studio: Studio;
let user: Caller;
beforeAll(async () => {
  studio = await openStudio();
  user = await studio.newUser(10);
});
afterAll(() => studio.close());

const key = () => ({ "Idempotency-Key": crypto.randomUUID() });
const raw = (body: BodyInit, headers: Record<string, string> = {}, path = "/api/auth/login") =>
  dispatch(
    new Request(new URL(path, studio.origin), {
      method: "POST",
      body,
      headers: { "Content-Type": "application/json", ...headers },
      duplex: "half",
    } as RequestInit),
  );

describe("bad input is refused clearly and cheaply", () => {
  it("400 for what is not JSON: text, another type, half a document, broken UTF-8", async () => {
    expect((await raw("hello")).status).toBe(400);
    expect((await raw("{}", { "Content-Type": "text/plain" })).status).toBe(400);
    expect((await raw('{"email":')).status).toBe(400);
    expect((await raw(new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(400);
  });

  it("413 above the limit, also when the length is not told", async () => {
    expect((await raw(`"${"x".repeat(300_000)}"`)).status).toBe(413);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    expect((await raw(endless)).status).toBe(413);
    expect(sent).toBeLessThan(1_000_000);
  });

  it("422 names the field: body, query, header", async () => {
    const body = await user.send("POST", "/api/studio/generate", { prompt: "ab", tier: "gold" }, key());
    expect(body.status).toBe(422);
    expect(body.body.errors.map(({ field }: { field: string }) => field)).toEqual(["prompt", "tier"]);
    for (const query of ["limit=0", "limit=101", "limit=x"]) {
      const page = await user.get(`/api/studio/jobs?${query}`);
      expect([page.status, page.body.errors?.[0]?.field]).toEqual([422, "limit"]);
    }
    for (const cursor of ["garbage", "WyJhIl0", "%00", btoa(JSON.stringify(["x", "y"]))]) {
      for (const list of ["jobs", "prompts", "my-creations", "credits/ledger"]) {
        const page = await user.get(`/api/studio/${list}?cursor=${encodeURIComponent(cursor)}`);
        expect([page.status, page.body.errors?.[0]?.field], `${list} ${cursor}`).toEqual([422, "cursor"]);
      }
    }
    for (const bad of ["", "with space", "é", "x".repeat(256)]) {
      const headers: Record<string, string> = bad && /^[\x20-\x7e]+$/.test(bad) ? { "Idempotency-Key": bad } : {};
      const answer = await user.send(
        "POST",
        "/api/studio/generate",
        { prompt: "a red kite", tier: "standard" },
        headers,
      );
      expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, "Idempotency-Key"]);
    }
    expect(await user.balance()).toBe(10);
  });

  it("405 with Allow for a wrong method on every route, 404 for an unknown path, both as JSON", async () => {
    for (const file of routeFiles().filter(({ pattern }) => !pattern.includes("[..."))) {
      const handlers = await file.load();
      const address = new URL(file.pattern.replaceAll(/\[\w+\]/g, "x"), studio.origin);
      const statuses = await Promise.all(
        (["GET", "POST", "PUT", "PATCH", "DELETE"] as Method[]).map(async (method) => {
          const response = await handlers[method](new Request(address, { method }), { params: Promise.resolve({}) });
          if (response.status === 405) {
            expect(response.headers.get("allow")).toBeTruthy();
            expect(response.headers.get("content-type")).toBe("application/problem+json");
          }
          await response.body?.cancel();
          return response.status;
        }),
      );
      expect(statuses.filter((status) => status === 405).length, file.pattern).toBeGreaterThanOrEqual(2);
    }
    const missing = await dispatch(new Request(new URL("/api/no/such/thing", studio.origin)));
    expect([missing.status, (await missing.json()).code]).toEqual([404, "not_found"]);
  });
});

describe("mutations come from our own pages", () => {
  const send = (headers: Record<string, string>) =>
    dispatch(
      new Request(new URL("/api/auth/logout", studio.origin), {
        method: "POST",
        headers: { Cookie: "studio_access=x", ...headers },
      }),
    );

  it("refuses a cookie mutation from another origin, or from nowhere", async () => {
    const statuses = await Promise.all(
      [
        { Origin: "https://evil.example" },
        { Origin: "null" },
        { Origin: studio.origin.replace(/:\d+$/, ":1") },
        { Origin: studio.origin.replace("http:", "https:") },
        { "Sec-Fetch-Site": "cross-site" },
        { "Sec-Fetch-Site": "same-site" },
        {},
      ].map(async (headers) => (await send(headers as Record<string, string>)).status),
    );
    expect(statuses).toEqual([403, 403, 403, 403, 403, 403, 403]);
  });

  it("takes our own origin (localhost and 127.0.0.1 are one place) and same-origin fetches", async () => {
    const ours: Record<string, string>[] = [
      { Origin: studio.origin },
      { Origin: studio.origin.replace("127.0.0.1", "localhost") },
      { "Sec-Fetch-Site": "same-origin" },
    ];
    for (const headers of ours) expect((await send(headers)).status).toBe(204);
  });
});

describe("text survives", () => {
  const texts = {
    hindi: "सूर्यास्त के समय नदी पर क्‍षितिज, दीवाली की मिठाई",
    emoji: "a baker 👩🏽‍🍳 with a family 👨‍👩‍👧‍👦 and a ❤️‍🔥",
    arabic: "قارب أحمر على البحر عند الغروب",
    hebrew: "סירה אדומה בים",
    tamil: "சிவப்பு பட்டம் வானத்தில்",
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`${name}, byte for byte after NFC`, async () => {
      const { status, body } = await user.generate({ prompt: text.normalize("NFD") });
      expect(status).toBe(202);
      const expected = text.normalize("NFC");
      expect((await user.job(body.jobId)).prompt).toBe(expected);
      const found = await user.get(`/api/studio/prompts?q=${encodeURIComponent(expected.slice(0, 6))}`);
      expect(found.body.items.map(({ prompt }: { prompt: string }) => prompt)).toContain(expected);
    });
  }

  it("without control, bidi-override and zero-width characters", async () => {
    const { body } = await user.generate({ prompt: "a\u200bred\u202e \u0000kite\ufeff\u2066 \u{e0041}now" });
    expect((await user.job(body.jobId)).prompt).toBe("ared kite now");
  });
});
