import { AppError } from "@/lib/core/errors";
import { findBreach, RULE_TEXT } from "./prompt-policy";

export type TextJudgement = { rule: "personal_data" | "links"; field: string };

/** Indian mobile numbers and others of ten digits and more, however they are grouped. */
const PHONE = /(?<![\p{L}\p{N}])\+?\d(?:[\s.()-]?\d){9,13}(?![\p{L}\p{N}])/u;
const MAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+\.[\p{L}]{2,}/u;
const LINK = /(?:https?:\/\/|www\.)\S+/giu;
const devanagariDigits = (text: string) => text.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));

/**
 * Judges what people write for others, field by field. Throws `content_policy_violation` naming rule and field for what is never shown; returns the
 * first reason why a person should look first (phone numbers and addresses, more than `links` links), or nothing.
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
    const plain = devanagariDigits(text);
    if (PHONE.test(plain) || MAIL.test(plain)) return { rule: "personal_data", field };
    if ((plain.match(LINK) ?? []).length > links) return { rule: "links", field };
  }
  return undefined;
}
