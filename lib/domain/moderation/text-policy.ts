import { AppError } from "@/lib/core/errors";
import { findBreach, finder, normalise, type PolicyRule } from "./prompt-policy";
import { INNOCENT, SLURS, THREATS } from "./text-lexicon";

/** The rules of prompts, said for words that others would read. */
const RULE_TEXT: Record<PolicyRule, string> = {
  sexual_minors: "Sexual content with children is never shown here.",
  sexual_real_person: "Sexual content about real people is not shown here.",
  forbidden_act: "Words that teach or glorify this are not shown here.",
};

export type TextJudgement = { rule: "personal_data" | "links" | "hate" | "threat"; field: string };

/** Ten to fourteen digits however they are grouped, five of them in a row or with a + before: "98765 43210", not a date or a count. */
const PHONE = /(?<![\p{L}\p{N}])(?:\+|(?=[\d\s.()-]*\d{5}))\d(?:[\s.()-]?\d){9,13}(?![\p{L}\p{N}])/u;
const MAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+\.[\p{L}]{2,}/u;
/** With a scheme, or bare: "shop.example.in/offer". Endings that are words of their own with a dot before them ("e.g. in") stand apart from it. */
const LINK =
  /(?:https?:\/\/|www\.)\S+|(?<![\p{L}\p{N}@.])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|shop|store|online|site|xyz|link|live|club|app|dev|io|me|ly|gg|tv|co\.in|org\.in|in)(?![\p{L}\p{N}])(?:\/\S*)?/giu;
const SLUR = finder(SLURS);
const THREAT = finder(THREATS);
const HARMLESS = INNOCENT.map((phrase) => new RegExp(finder([phrase]).source, "gu"));

function unkindness(text: string): "hate" | "threat" | undefined {
  const plain = HARMLESS.reduce(
    (rest, phrase) => rest.replace(phrase, " "),
    normalise(text.normalize("NFKC").replaceAll("’", "'")),
  );
  if (THREAT.test(plain)) return "threat";
  return SLUR.test(plain) ? "hate" : undefined;
}

const devanagariDigits = (text: string) => text.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));

/**
 * Judges what people write for others, field by field. Throws `content_policy_violation` naming rule and field for what is never shown; returns the
 * first reason why a person should look first (phone numbers and addresses, more than `links` links, slurs, threats), or nothing.
 */
export function judgeText(
  fields: Readonly<Record<string, string>>,
  { links = 0 }: { links?: number } = {},
): TextJudgement | undefined {
  const breach = findBreach(Object.entries(fields).map(([field, text]) => ({ field, text })));
  if (breach) {
    const message = RULE_TEXT[breach.rule];
    throw new AppError("content_policy_violation", message, {
      errors: [{ field: breach.field, message }],
      extra: { rule: breach.rule },
    });
  }
  for (const [field, text] of Object.entries(fields)) {
    const unkind = unkindness(text);
    if (unkind) return { rule: unkind, field };
    const plain = devanagariDigits(text);
    if (PHONE.test(plain) || MAIL.test(plain)) return { rule: "personal_data", field };
    if ((plain.match(LINK) ?? []).length > links) return { rule: "links", field };
  }
  return undefined;
}
