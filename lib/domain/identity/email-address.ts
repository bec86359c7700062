import { DISPOSABLE_DOMAINS } from "./disposable-domains";

/** What a provider ignores in the part before the @, from its own help pages. */
type Habit = { ignores: "plus" | "dots and plus"; canonical?: string };

const plus: Habit = { ignores: "plus" };
const HABITS: Record<string, Habit> = {
  "gmail.com": { ignores: "dots and plus" },
  "googlemail.com": { ignores: "dots and plus", canonical: "gmail.com" },
  "outlook.com": plus,
  "outlook.in": plus,
  "hotmail.com": plus,
  "hotmail.co.uk": plus,
  "live.com": plus,
  "live.in": plus,
  "msn.com": plus,
  "icloud.com": plus,
  "me.com": plus,
  "mac.com": plus,
  "fastmail.com": plus,
  "fastmail.fm": plus,
  "proton.me": { ignores: "dots and plus" },
  "protonmail.com": { ignores: "dots and plus", canonical: "proton.me" },
  "pm.me": { ignores: "dots and plus", canonical: "proton.me" },
  "zoho.com": plus,
  "zohomail.in": plus,
  "yandex.com": plus,
  "tutanota.com": plus,
  "hey.com": plus,
};

/**
 * One spelling for one mailbox: lower case, without the dots and plus part that its provider ignores. Mail still goes to the
 * address as typed.
 */
export function normalizeEmail(email: string): string {
  const lower = email.normalize("NFC").trim().toLowerCase();
  const at = lower.lastIndexOf("@");
  const [local, domain] = [lower.slice(0, at), lower.slice(at + 1)];
  const habit = HABITS[domain];
  if (!habit) return lower;
  const withoutTag = local.split("+")[0] ?? "";
  const kept = habit.ignores === "dots and plus" ? withoutTag.replaceAll(".", "") : withoutTag;
  return kept ? `${kept}@${habit.canonical ?? domain}` : lower;
}

/** True for throw-away mailboxes, subdomains included: they may sign up and get no welcome credits. */
export function isDisposable(emailNormalized: string): boolean {
  const labels = emailNormalized.slice(emailNormalized.lastIndexOf("@") + 1).split(".");
  return labels.some((_, from) => DISPOSABLE_DOMAINS.has(labels.slice(from).join(".")));
}
