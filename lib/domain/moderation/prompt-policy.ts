import * as words from "./prompt-lexicon";

/** Which rule a text breaks and in which field it stands. */
export type PolicyBreach = { rule: PolicyRule; field: string };
export type PolicyRule = "sexual_minors" | "sexual_real_person" | "forbidden_act";

export const RULE_TEXT: Record<PolicyRule, string> = {
  sexual_minors: "Sexual content with children is never made here.",
  sexual_real_person: "Sexual pictures of real people are not made here.",
  forbidden_act: "Pictures that teach or glorify this are not made here.",
};

/** Controls of the sandbox are no subject of the policy. */
const SANDBOX_TOKEN = /\[\[sbx:[^\]]*\]\]/g;

const LEET: Record<string, string> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", $: "s" };

/** Letters spelt apart ("n u d e", "n.u.d.e") are one word; digits inside a word may stand for letters. */
export function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966))
    .replace(/(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][ .\-_*]){2,}[\p{L}\p{N}](?![\p{L}\p{N}])/gu, (run) =>
      run.replace(/[ .\-_*]/g, ""),
    )
    .replace(/[\p{L}@$]*[0134571@$]+[\p{L}]+/gu, (word) =>
      /\p{L}/u.test(word[0] ?? "") ? word.replace(/[0134571@$]/g, (sign) => LEET[sign] ?? sign) : word,
    );
}

/** Whole words only: no letter, mark or digit on either side (so "Sussex", "grape" and "class" are themselves). */
export function finder(phrases: readonly string[]): RegExp {
  const alternatives = phrases.map((phrase) =>
    phrase.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "[\\s-]+"),
  );
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${alternatives.join("|")})(?![\\p{L}\\p{M}\\p{N}])`, "u");
}

const SEXUAL = finder(words.SEXUAL);
const NUDITY = finder(words.NUDITY);
const MINOR = finder(words.MINOR);
/** 1 to 17, in digits or words. */
const YEARS = `(?:[1-9]|1[0-7]|${words.YEARS.join("|")})`;
const AGE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${YEARS}[\\s-]*(?:years?[\\s-]*old|yrs?[\\s-]*old|yo|y/o|साल|saal)|aged?[\\s-]+${YEARS})(?![\\p{L}\\p{M}\\p{N}])`,
  "u",
);
/** A name where one stands: "nude photo of Jane Doe". Looked for in the text as typed, because names begin with capitals. */
const OF_SOMEBODY =
  /(?<!\p{L})(?:[Nn]udes?|[Nn]aked|[Tt]opless|[Pp]orn\w*|[Ss]ex(?:y|ual)?)\s+(?:(?:photo|picture|pic|image|video|selfie)s?\s+)?of\s+\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+/u;
const CHILD_ABUSE = finder(words.CHILD_ABUSE);
const REAL_PERSON = finder(words.REAL_PERSON);
const REAL_PERSON_HINT = finder(words.REAL_PERSON_HINT);
const FORBIDDEN_ACT = finder(words.FORBIDDEN_ACT);
const HARMLESS = words.HARMLESS.map((phrase) => new RegExp(finder([phrase]).source, "gu"));

/** The rule a single text breaks, if any. Works on meaning-bearing words, never on the bare word "nsfw". */
export function ruleBrokenBy(text: string): PolicyRule | undefined {
  const typed = text.replace(SANDBOX_TOKEN, " ").normalize("NFKC");
  const plain = HARMLESS.reduce((rest, phrase) => rest.replace(phrase, " "), normalise(typed));
  const isSexual = SEXUAL.test(plain) || NUDITY.test(plain);
  if (CHILD_ABUSE.test(plain)) return "sexual_minors";
  if (isSexual && (MINOR.test(plain) || AGE.test(plain))) return "sexual_minors";
  if (isSexual && (REAL_PERSON.test(plain) || REAL_PERSON_HINT.test(plain) || OF_SOMEBODY.test(typed)))
    return "sexual_real_person";
  if (FORBIDDEN_ACT.test(plain)) return "forbidden_act";
  return undefined;
}

/**
 * Judges the assembled text. Each field is looked at by itself and then all wishes together, so that a rule can't be broken in two halves;
 * what is to be left out ("negative prompt") is looked at alone: asking not to show something is no wish for it.
 */
export function findBreach(wishes: readonly { field: string; text: string }[]): PolicyBreach | undefined {
  for (const { field, text } of wishes) {
    const rule = ruleBrokenBy(text);
    if (rule) return { rule, field };
  }
  const rule = ruleBrokenBy(wishes.map(({ text }) => text).join(" \n "));
  return rule && wishes[0] ? { rule, field: wishes[0].field } : undefined;
}
