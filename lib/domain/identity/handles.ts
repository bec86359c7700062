import { randomInt } from "node:crypto";

/** Names that would pass for us, or that routes need. */
const RESERVED = new Set(
  `about abuse account accounts admin administrator ads api app appeal auth billing blog bot cdn community contact copyright
credits deleted dev docs everyone explore feed files founder guest health help home info invite jobs legal login logout mail
media me milestones moderation moderator mod money news notifications null official operator owner pay payment payments press
pricing privacy public razorpay referrals refund register report root sandbox search security settings shop signup staff
static status studio support sysadmin system team terms test trending trust undefined user users verified webmaster www you`.split(
    /\s+/,
  ),
);

const MAX_LENGTH = 30;

export function isReservedHandle(handle: string): boolean {
  return RESERVED.has(handle.replaceAll("_", ""));
}

/**
 * A handle from a person's name: Latin letters without their accents. A name in another script gets a neutral one, never a part of
 * the e-mail address, because handles are public.
 */
export function deriveHandle(name: string): string {
  const latin = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, MAX_LENGTH)
    .replace(/_+$/, "");
  return latin.length < 3 || isReservedHandle(latin) ? withSuffix("creator") : latin;
}

/** The same with a few digits, for when it is taken. */
export function withSuffix(handle: string): string {
  const digits = String(randomInt(1_000, 1_000_000));
  return `${handle.slice(0, MAX_LENGTH - digits.length - 1)}_${digits}`;
}
