import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanLine, cleanText } from "@/lib/core/text";
import { normalizeEmail } from "@/lib/domain/identity/email-address";
import { deriveHandle, isReservedHandle } from "@/lib/domain/identity/handles";
import { type Caller, openStudio, type Studio } from "@/tests/generation/studio";
import { measured } from "@/tests/support/proof";
import { dispatch } from "@/tests/support/routes";

let studio: Studio;
let user: Caller;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "100000" });
  user = await studio.newUser();
});
afterAll(() => studio.close());

let count = 0;
async function register(over: object) {
  const body = {
    email: `uni${++count}@example.in`,
    password: "blue rickshaw at noon",
    name: "Asha",
    acceptTerms: true,
  };
  const response = await dispatch(
    new Request(`${studio.origin}/api/auth/register`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: studio.origin },
      body: JSON.stringify({ ...body, ...over }),
    }),
  );
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the server says; the assertions are the types.
  return { status: response.status, body: (await response.json()) as any };
}
/** Signs that only turn or hide text: overrides, embeddings, isolates, marks, zero-width ones, tags, variation by format. */
const INVISIBLE = [
  ..."\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u180e\u206a\u206f\ufff9\ufffa\ufffb",
  ..."\u{e0001}\u{e0041}\u{e007f}\u{1d173}\u{1bca0}",
];

/** "admin", or "asha_rao", in letters that look like it. */
const LOOKALIKES = [
  ["Cyrillic", "аdmin", "аsha_rao"],
  ["Greek", "αdmin", "αsha_rao"],
  ["full width", "ａｄｍｉｎ", "ａｓｈａ_ｒａｏ"],
  ["mathematical", "𝐚𝐝𝐦𝐢𝐧", "𝒶𝓈𝒽𝒶_𝓇𝒶ℴ"],
  ["circled", "ⓐⓓⓜⓘⓝ", "ⓐⓢⓗⓐ_ⓡⓐⓞ"],
  ["small capitals", "ᴀᴅᴍɪɴ", "ᴀsʜᴀ_ʀᴀᴏ"],
  ["dotless i", "admın", "asha_rao\u0131"],
  ["accents", "ádmin", "ásha_rao"],
  ["combining marks", "a\u0301dmin", "a\u0335sha_rao"],
  ["Armenian", "ɑdmin", "աsha_rao"],
  ["Cherokee", "ꭰdmin", "ꭺsha_rao"],
  ["a long s", "adminſ", "aſha_rao"],
  ["a low line of full width", "ad＿min", "asha＿rao"],
] as const;

describe("a handle", () => {
  it("is of 26 letters, ten digits and the low line: nothing that looks like another handle is one", async (context) => {
    await studio.sql(`UPDATE "user" SET handle = 'asha_rao' WHERE id = $1`, [user.userId]);
    const tried: string[] = [];
    for (const [what, ...texts] of LOOKALIKES)
      for (const handle of texts) {
        const { status, body } = await register({ handle });
        expect([what, handle, status, body.errors?.[0]?.field]).toEqual([what, handle, 422, "handle"]);
        tried.push(handle);
      }
    for (const sign of [...INVISIBLE, "\u200c", "\u200d", "\u0300", "\ufe0f", ".", "-", " ", "\n", "/", "@"])
      for (const handle of [`asha${sign}_rao`, `${sign}_asha`, `asha_ra${sign}o`]) {
        const { status } = await register({ handle });
        expect([handle, status]).toEqual([handle, 422]);
        tried.push(handle);
      }
    measured(context, { handles: tried.length });
  });

  it("is the same in capitals; of signs that become letters in lower case, the Kelvin sign is k and İ is refused", async () => {
    expect((await register({ handle: "ASHA_RAO" })).status).toBe(409);
    const taken = await register({ handle: "kavi" });
    expect([taken.status, taken.body.user.handle]).toEqual([201, "kavi"]);
    // U+212A is K to every reader, and k in lower case: no second kavi comes of it.
    expect((await register({ handle: "\u212aavi" })).status).toBe(409);
    for (const handle of ["İpek_x", "ıpek_x", "straße", "ﬁona", "ǆuro", "Ⅷ_viii"])
      expect([handle, (await register({ handle })).status]).toEqual([handle, 422]);
  });

  it("of the house is nobody's: written as it is, in capitals, with low lines, by the Kelvin sign, or made from a name", async () => {
    const names = [
      "admin",
      "Admin",
      "ADMIN",
      "ad_min",
      "admin_",
      "a_d_m_i_n",
      "support",
      "official",
      "moderator",
      "razorpay",
      "me",
      "api",
    ];
    for (const handle of names.filter(({ length }) => length > 2))
      expect([handle, (await register({ handle })).status >= 400]).toEqual([handle, true]);
    for (const name of [
      "Admin",
      "ＡＤＭＩＮ",
      "𝐚𝐝𝐦𝐢𝐧",
      "Ádmin",
      "A.d.m.i.n",
      "ad\u200bmin",
      "S u p p o r t",
      "ⓐⓓⓜⓘⓝ",
    ]) {
      const handle = deriveHandle(cleanLine(name));
      expect([name, isReservedHandle(handle), /^[a-z0-9][a-z0-9_]{2,29}$/.test(handle)]).toEqual([name, false, true]);
    }
    for (const name of ["आशा", "\u202e", "...", "", "1", "a", "x".repeat(500), "👩‍👩‍👧", "Z̴̡̛͔a̷l̶g̸o̵"])
      expect([name, deriveHandle(name)]).toEqual([name, expect.stringMatching(/^[a-z0-9][a-z0-9_]{2,29}$/)]);
  });
});

describe("a name, a comment, a title", () => {
  it("can't turn or hide the text around it: no override, no embedding, no invisible sign is stored", async (context) => {
    for (const sign of INVISIBLE) {
      const { status, body } = await user.send("PATCH", "/api/users/asha_rao", {
        name: `Asha${sign} Rao`,
        bio: `gnp${sign}.exe`,
      });
      expect([sign.codePointAt(0)?.toString(16), status, body.name ?? body.user?.name]).toEqual([
        ...[sign.codePointAt(0)?.toString(16), 200, "Asha Rao"],
      ]);
    }
    const [row] = await studio.sql<{ bio: string }>(`SELECT bio FROM "user" WHERE id = $1`, [user.userId]);
    expect(row).toEqual({ bio: "gnp.exe" });
    measured(context, { signs: INVISIBLE.length });
  });

  it("of invisible signs alone is no name", async () => {
    for (const name of ["\u200b\u200b", "\u202e", "\u2060\ufeff", " \u00ad ", "\u200d", "\u3000", "\u00a0"])
      expect([name, (await register({ name })).status]).toEqual([name, 422]);
    for (const name of BLANK)
      expect([name.codePointAt(0)?.toString(16), (await register({ name })).status]).toEqual([
        name.codePointAt(0)?.toString(16),
        422,
      ]);
  });

  it("keeps what scripts and emoji need: joiners, vowel signs, marks", () => {
    const kept = [
      "क्‍ष",
      "क्‌ष",
      "श्री राम",
      "हिन्दी",
      "தமிழ்",
      "മലയാള\u0d4d\u200d",
      "می‌خواهم",
      "ක්‍ෂ",
      "👩‍👩‍👧",
      "👨🏽‍🚀",
      "🏳️‍🌈",
      "é",
      "Tiếng Việt",
      "עברית",
      "العربية",
      "מ\u05b8",
    ];
    for (const text of kept) expect([text, cleanLine(text)]).toEqual([text, text.normalize("NFC")]);
  });

  it("is joined nowhere else: between Latin letters and at the front joiners go", () => {
    expect(["pay\u200dpal", "\u200dpaypal", "p\u200c\u200cal", "а\u200dб"].map(cleanLine)).toEqual([
      "paypal",
      "paypal",
      "pal",
      "аб",
    ]);
    expect([cleanText("a\u0000b\u001bc"), cleanText("e\u0301"), cleanLine("a\u2028b\u2029c")]).toEqual([
      "abc",
      "é",
      "abc",
    ]);
  });

  it("control: a right-to-left override, left in, does turn what follows it, and is found by what is looked for", () => {
    expect(INVISIBLE.filter((sign) => cleanLine(`a${sign}b`) !== "ab")).toEqual([]);
    expect(INVISIBLE.filter((sign) => /^[\p{Cc}\p{Cf}]$/u.test(sign))).toHaveLength(INVISIBLE.length);
  });
});

/** Letters and symbols, by Unicode, that every font draws as nothing. */
const BLANK = ["\u3164", "\u115f", "\u1160", "\uffa0", "\u2800", "\u17b4", "\u034f", "\ufe0f"];

describe("an e-mail address", () => {
  it("is one account however it is spelled: capitals, dots and tags where its provider ignores them, composed or not", async () => {
    const same = [
      ["Asha.Rao+x@GMAIL.com", "asharao@gmail.com"],
      ["a.sha@googlemail.com", "asha@gmail.com"],
      ["asha+news@outlook.com", "asha@outlook.com"],
      ["ASHA@Example.IN", "asha@example.in"],
      ["jose\u0301@example.in", "jos\u00e9@example.in"],
      ["\u212aavi@example.in", "kavi@example.in"],
    ];
    for (const [typed, one] of same) expect([typed, normalizeEmail(typed!)]).toEqual([typed, one]);
    expect((await register({ email: "first.one@gmail.com" })).status).toBe(201);
    expect((await register({ email: "FirstOne+2@googlemail.com" })).status).toBe(409);
  });

  it("of letters that look like others is refused, so that no mail for a look-alike goes to somebody else", async () => {
    for (const email of [
      "аsha@example.in",
      "asha@ехample.in",
      "ａsha@example.in",
      "asha@exam\u200bple.in",
      "ash\u202ea@example.in",
      "asha@gmaıl.com",
      "İpek@example.in",
      "\u212aavi@example.in",
      "asha@example。in",
      "a\u0301@example.in",
    ])
      expect([email, (await register({ email })).status]).toEqual([email, 422]);
  });
});
