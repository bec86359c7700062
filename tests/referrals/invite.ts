import { randomUUID } from "node:crypto";
import { mailTokenSecret } from "@/lib/domain/identity/mail-tokens";
import { Caller, type Studio } from "@/tests/generation/studio";

type Joining = { code?: string; device?: string; email?: string };

/** Signs somebody up by a link, as a browser does; `device` is what an earlier sign-in left in it. */
export async function signUp(studio: Studio, { code, device, email }: Joining): Promise<Caller> {
  const nobody = new Caller("", "", studio.origin);
  const address = email ?? `ravi.${randomUUID().slice(0, 8)}@example.in`;
  const { status, body } = await nobody.send(
    "POST",
    "/api/auth/register",
    { email: address, password: "blue rickshaw at noon", name: "Ravi Kumar", acceptTerms: true, referralCode: code },
    { Authorization: "", Origin: studio.origin, ...(device ? { Cookie: `studio_device=${device}` } : {}) },
  );
  if (status !== 201) throw new Error(`register answered ${status}: ${JSON.stringify(body)}`);
  return new Caller(body.user.id, body.token, studio.origin);
}

/** Opens the link of the mail. */
export async function confirmAddress(studio: Studio, { userId }: Caller): Promise<void> {
  const [token] = await studio.sql<{ id: string }>("SELECT id FROM mail_token WHERE user_id = $1", [userId]);
  const nobody = new Caller("", "", studio.origin);
  const { status } = await nobody.send(
    "POST",
    "/api/auth/verify-email",
    { token: mailTokenSecret(studio.world.env, token!.id) },
    { Authorization: "", Origin: studio.origin },
  );
  if (status !== 204) throw new Error(`verify-email answered ${status}`);
}

export async function join(studio: Studio, joining: Joining): Promise<Caller> {
  const who = await signUp(studio, joining);
  await confirmAddress(studio, who);
  return who;
}

export const codeOf = async (who: Caller): Promise<string> => (await who.get("/api/referrals")).body.code;

/** As many people who joined by somebody's link, made their first picture and waited until the reward is due. */
export async function bookMany(
  studio: Studio,
  referrer: Caller,
  count: number,
  { isQualified = false } = {},
): Promise<string[]> {
  const people = await Promise.all(Array.from({ length: count }, () => studio.newUser()));
  await studio.sql(
    `INSERT INTO referral (referee_id, referrer_id, verified_at, first_picture_at, qualified_at, reward_state, reward_due_at, reward_units)
      SELECT id, $2, now(), now(), CASE WHEN $3 THEN now() END, 'booked', now() - interval '1 hour', 1000 FROM unnest($1::text[]) id`,
    [people.map(({ userId }) => userId), referrer.userId, isQualified],
  );
  return people.map(({ userId }) => userId);
}
