import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "@/tests/support/app";
import { createTestDatabase } from "@/tests/support/database";
import { measured, percentile, sized } from "@/tests/support/proof";
import { post, type RawAnswer, sendRaw } from "./raw-socket";

const REGISTER = "/api/auth/register";
const PASSWORD = "blue rickshaw at noon";
const KILO = 1024;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let app: RunningApp;
beforeAll(async () => {
  database = await createTestDatabase();
  app = await startApp({
    ...{ name: "hostile-bodies", databaseUrl: database.url, env: { RATE_LIMIT_SCALE: "100000" } },
  });
}, 400_000);
afterAll(async () => {
  await app?.stop();
  await database.drop();
}, 60_000);

let count = 0;
const person = (over: object = {}) => ({
  ...{ email: `hostile${++count}@example.in`, password: PASSWORD, name: "Asha", acceptTerms: true },
  ...over,
});
const send = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  sendRaw(app.url, post(path, body, { Origin: app.url, ...headers }));
const register = (body: string | Buffer, headers?: Record<string, string>) => send(REGISTER, body, headers);
const json = ({ body }: RawAnswer) => JSON.parse(/\{.*\}/s.exec(body)![0].replace(/\r\n[0-9a-f]+\r\n/g, ""));

/** What somebody else waits for while `work` goes on. */
async function servedMeanwhile<T>(work: () => Promise<T>): Promise<{ result: T; waits: number[]; refused: number }> {
  const waits: number[] = [];
  let [isOver, refused] = [false, 0];
  const others = (async () => {
    do {
      const startedAt = performance.now();
      const { status } = await fetch(`${app.url}/api/health/live`);
      if (status !== 200) refused++;
      waits.push(performance.now() - startedAt);
    } while (!isOver);
  })();
  const result = await work().finally(() => {
    isOver = true;
  });
  await others;
  return { result, waits, refused };
}
const REFUSALS = [400, 413, 415, 422];
const expectProblem = (what: string, { status, type }: RawAnswer, wanted: number | readonly number[] = REFUSALS) => {
  expect([what, type]).toEqual([what, "application/problem+json"]);
  expect([what, status, [wanted].flat().includes(status)]).toEqual([what, status, true]);
};
const chunked = (data: string) => `${data.length.toString(16)}\r\n${data}\r\n`;

describe("a body that is too long", () => {
  it("is refused as soon as its length is told, and at the limit when it isn't; nothing more is read for long", async (context) => {
    const told = await register("", { "Content-Length": "999999999999" });
    expectProblem("told", told, 413);
    const untold = await register(chunked(" ".repeat(300 * KILO)) + chunked(""), {
      "Content-Length": "",
      "Transfer-Encoding": "chunked",
    });
    expectProblem("untold", untold, 413);
    expectProblem("full", await register(`"${"x".repeat(300 * KILO)}"`), 413);
    const fits = await register(JSON.stringify(person({ more: "x".repeat(250 * KILO) })));
    expect(fits.status).toBe(201);
    measured(context, { "ms until a told length is refused": told.ms, "ms until an untold one is": untold.ms });
  });

  it("without an end is answered 413 after its first quarter megabyte, while others are served", async (context) => {
    const piece = Buffer.from(chunked("x".repeat(64 * KILO)));
    const endless = () =>
      sendRaw(app.url, post(REGISTER, "", { Origin: app.url, "Content-Length": "", "Transfer-Encoding": "chunked" }), {
        more: (socket) =>
          new Promise((resolve) => {
            if (socket.write(piece)) return setImmediate(resolve);
            const go = () => resolve(void socket.off("close", go).off("drain", go));
            socket.once("close", go).once("drain", go);
          }),
      });
    const { result, waits, refused } = await servedMeanwhile(() =>
      Promise.all(Array.from({ length: sized(4, 16) }, endless)),
    );
    for (const answer of result) expectProblem("endless", answer, 413);
    expect(refused).toBe(0);
    const most = Math.max(...result.map(({ bytesSent }) => bytesSent));
    measured(context, {
      "clients without end": result.length,
      "most bytes one got rid of": most,
      "p99 ms of others": Math.round(percentile(waits, 0.99)),
    });
    expect(most).toBeLessThan(64 * KILO * KILO);
  });

  it("is refused by the webhooks above 1 MB, before its signature is looked at", async () => {
    for (const path of ["/api/webhooks/replicate?gid=x&t=x", "/api/webhooks/razorpay"]) {
      expectProblem(path, await send(path, "x".repeat(KILO * KILO + 1)), 413);
      expectProblem(path, await send(path, "", { "Content-Length": "1048577" }), 413);
      expect([401, 403, 404, 400]).toContain((await send(path, "x".repeat(KILO * KILO))).status);
    }
  });
});

describe("slow clients", () => {
  it("hold their own connection only: others are served as before, and the slow are hung up on", {
    timeout: 300_000,
  }, async (context) => {
    const drip = (byte: string) => (socket: { write(data: string): boolean }) =>
      new Promise<void>((resolve) => {
        socket.write(byte);
        setTimeout(resolve, 1_000);
      });
    const patienceMs = sized(4_000, 150_000);
    const slowHead = () =>
      sendRaw(app.url, `POST ${REGISTER} HTTP/1.1\r\nHost: localhost\r\nX: `, { more: drip("x"), patienceMs });
    const slowBody = () =>
      sendRaw(app.url, post(REGISTER, "{", { Origin: app.url, "Content-Length": "5000" }), {
        more: drip(" "),
        patienceMs,
      });
    const silent = () => sendRaw(app.url, "", { patienceMs });
    const each = sized(50, 300);
    const { result, waits, refused } = await servedMeanwhile(() =>
      Promise.all(Array.from({ length: each }, () => [slowHead(), slowBody(), silent()]).flat()),
    );
    expect([refused, waits.length > 5]).toEqual([0, true]);
    const longest = Math.max(...result.map(({ ms }) => ms));
    measured(context, {
      "slow clients": result.length,
      "requests of others": waits.length,
      "p99 ms of others": Math.round(percentile(waits, 0.99)),
      "s until the last was hung up on": Math.round(longest / 1000),
    });
    // In the small size they go by themselves: the server gives a head 20 s and a request 60 s.
    if (patienceMs > 60_000) expect(longest).toBeLessThan(100_000);
  });
});

describe("JSON that is meant to hurt", () => {
  const deep = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);
  const manyKeys = () => `{${Array.from({ length: 24_000 }, (_, at) => `"k${at}":1`).join(",")}}`;
  const cases: [string, () => string | Buffer, Record<string, string>?][] = [
    ["a hundred thousand arrays deep", () => deep("[", "]", 100_000)],
    ["forty thousand objects deep", () => `${'{"a":'.repeat(40_000)}1${"}".repeat(40_000)}`],
    ["deep, with an escaped U+0000, which each value is looked at for", () => `["\\u0000",${deep("[", "]", 100_000)}]`],
    ["deep and never closed", () => "[".repeat(200_000)],
    ["as many keys as fit", manyKeys],
    ["the same key as often as fits", () => `{${'"a":1,'.repeat(40_000)}"a":1}`],
    ["a list where an object belongs", () => `[${"1,".repeat(100_000)}1]`],
    ["every field a list", () => `{"email":[],"password":[],"name":[[]],"acceptTerms":[1]}`],
    ["an object where text belongs", () => JSON.stringify(person({ name: { toString: 1, length: 5 } }))],
    [
      "a number without end",
      () => JSON.stringify(person({ name: 0 })).replace('"name":0', `"name":${"9".repeat(100_000)}`),
    ],
    ["1e999", () => '{"name":1e999,"email":-1e999}'],
    ["__proto__ with all that is needed", () => `{"__proto__":${JSON.stringify(person())}}`],
    [
      "constructor.prototype with all that is needed",
      () => `{"constructor":{"prototype":${JSON.stringify(person())}}}`,
    ],
    [
      "terms accepted by the prototype only",
      () => JSON.stringify(person({ acceptTerms: undefined })).replace("{", '{"__proto__":{"acceptTerms":true},'),
    ],
    ["UTF-16", () => Buffer.from(JSON.stringify(person()), "utf16le")],
    ["UTF-16 with its mark", () => Buffer.from(`\ufeff${JSON.stringify(person())}`, "utf16le")],
    ["Latin-1", () => Buffer.from(JSON.stringify(person({ name: "é" })), "latin1")],
    ["UTF-8 of a surrogate", () => Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ["overlong UTF-8", () => Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ["a bare NUL", () => JSON.stringify(person()).replace("Asha", "As\0ha")],
    ["two documents", () => `${JSON.stringify(person())}${JSON.stringify(person())}`],
    ["NaN", () => '{"name":NaN}'],
    ["comments", () => `/**/${JSON.stringify(person())}`],
    ["text", () => "hello"],
    ["nothing at all", () => ""],
    ["null", () => "null"],
    ["a form", () => "email=a@example.in&name=Asha", { "Content-Type": "application/x-www-form-urlencoded" }],
    ["JSON that says it is text", () => JSON.stringify(person()), { "Content-Type": "text/plain" }],
    ["JSON without a type", () => JSON.stringify(person()), { "Content-Type": "" }],
    ["JSON in a multipart type", () => JSON.stringify(person()), { "Content-Type": "multipart/form-data; boundary=x" }],
    [
      "XML",
      () => `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`,
      { "Content-Type": "application/xml" },
    ],
    ["two types", () => JSON.stringify(person()), { "Content-Type": "text/plain, application/json" }],
    ["a gzip bomb", () => gzipSync(Buffer.alloc(150 * KILO * KILO), { level: 9 }), { "Content-Encoding": "gzip" }],
    ["packed JSON", () => gzipSync(JSON.stringify(person())), { "Content-Encoding": "gzip" }],
    ["a brotli bomb", () => brotliCompressSync(Buffer.alloc(64 * KILO * KILO)), { "Content-Encoding": "br" }],
    ["gzip in gzip", () => gzipSync(gzipSync(JSON.stringify(person()))), { "Content-Encoding": "gzip, gzip" }],
  ];

  it("is refused clearly and soon, whatever it is, while others are served", { timeout: 120_000 }, async (context) => {
    const times: number[] = [];
    const { waits, refused } = await servedMeanwhile(async () => {
      for (const [what, body, headers] of cases) {
        const answer = await register(body(), headers);
        expectProblem(what, answer);
        times.push(answer.ms);
      }
    });
    expect(refused).toBe(0);
    measured(context, {
      bodies: cases.length,
      "slowest ms": Math.max(...times),
      "p99 ms of others": Math.round(percentile(waits, 0.99)),
    });
    expect(Math.max(...times)).toBeLessThan(10_000);
  });

  it("control: the same person, sent as it should be, is let in; with a byte order mark as well", async () => {
    expect((await register(JSON.stringify(person()))).status).toBe(201);
    expect((await register(`\ufeff${JSON.stringify(person())}`)).status).toBe(201);
  });

  it("means the same when it is checked and when it is used: of a key that comes twice the last one, and only that", async () => {
    const twice = (first: unknown, second: unknown) =>
      JSON.stringify(person({ name: first })).replace("}", `,"name":${JSON.stringify(second)}}`);
    const lastFits = await register(twice("", "Ravi"));
    expect([lastFits.status, json(lastFits).user.name]).toEqual([201, "Ravi"]);
    expectProblem("the first would fit", await register(twice("Ravi", "")), 422);
    const terms = JSON.stringify(person()).replace("}", ',"accept\\u0054erms":false}');
    expectProblem("written another way", await register(terms), 422);
  });

  it("is stored without what no text may hold: halves of characters and U+0000", async () => {
    const answer = await register(JSON.stringify(person()).replace("Asha", "\\ud800As\\u0000ha\\udfff"));
    expect([answer.status, json(answer).user.name]).toEqual([201, "Asha"]);
  });
});

describe("requests that two servers would read differently", () => {
  const head = (...lines: string[]) => [`POST ${REGISTER} HTTP/1.1`, "Host: localhost", ...lines, "", ""].join("\r\n");
  const cases: [string, string][] = [
    ["two lengths", `${head("Content-Length: 2", "Content-Length: 40")}{}`],
    ["a length and chunks", `${head("Content-Length: 2", "Transfer-Encoding: chunked")}0\r\n\r\n`],
    ["chunks spelled oddly", `${head("Transfer-Encoding: xchunked")}0\r\n\r\n`],
    ["chunked that isn't last", `${head("Transfer-Encoding: chunked, identity")}0\r\n\r\n`],
    ["a negative length", `${head("Content-Length: -1")}{}`],
    ["a length with a plus", `${head("Content-Length: +2")}{}`],
    ["a blank before the colon", `${head("Content-Length : 2")}{}`],
    ["a folded header", `${head("X-A: b", " c: d", "Content-Length: 2")}{}`],
    ["U+0000 in a header", `${head("X-A: b\0c", "Content-Length: 2")}{}`],
    ["a bare CR in a header", `${head("X-A: b\rX-B: c", "Content-Length: 2")}{}`],
    ["a chunk of a wrong size", `${head("Transfer-Encoding: chunked")}zz\r\n{}\r\n0\r\n\r\n`],
    ["no host", `POST ${REGISTER} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}`],
    ["headers of 100 kB", head(`X-A: ${"x".repeat(100_000)}`, "Content-Length: 0")],
    ["ten thousand headers", head(...Array.from({ length: 10_000 }, (_, at) => `X-${at}: 1`))],
    ["HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["TLS on the plain port", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
  ];

  it("are refused and hung up on", async (context) => {
    for (const [what, request] of cases) {
      const { status, ms } = await sendRaw(app.url, Buffer.from(request, "latin1"), { patienceMs: 30_000 });
      expect([what, status, [400, 431].includes(status), ms < 29_000]).toEqual([what, status, true, true]);
    }
    expect((await fetch(`${app.url}/api/health/live`)).status).toBe(200);
    measured(context, { requests: cases.length });
  });
});
