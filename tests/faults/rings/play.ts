import { newId } from "@/lib/core/ids";
import { inTransaction } from "@/lib/db/transaction";
import { settleGeneration } from "@/lib/domain/generation/settle-generation";
import { settlePayment } from "@/lib/domain/payments/settle-payment";
import { noteReferral, noteReferralVerified } from "@/lib/domain/referrals/note-step";
import { settleDueReferrals, settleReferral } from "@/lib/domain/referrals/settle-referral";
import { hangPosts } from "@/tests/community/posts";
import type { Random } from "@/tests/faults/storm/random";
import { type Caller, eventually, type Studio } from "@/tests/generation/studio";
import { paymentOf, placeOrder } from "@/tests/payments/shop";
import type { Post, Rules, Town } from "./graph";

type Task = () => Promise<unknown>;
/** What stands in the database for the places of a town's lists. */
export type Names = { users: string[]; posts: string[] };

const AT_ONCE = 8;

/** Runs the tasks in a random order, so many at a time. */
async function inAnyOrder(random: Random, tasks: Task[]): Promise<void> {
  const left = tasks.map((task) => ({ task, at: random.next() })).sort((a, b) => a.at - b.at);
  const hand = async () => {
    for (let next = left.pop(); next; next = left.pop()) await next.task();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

const HIDING: Record<Post["state"], string | undefined> = {
  open: undefined,
  private: "UPDATE post SET visibility = 'private' WHERE id = $1",
  hidden: "UPDATE post SET status = 'hidden', hold_rule = 'moderator' WHERE id = $1",
  promptless: "UPDATE post SET show_prompt = false WHERE id = $1",
};

/** Puts the rules in force; the day's budget counts from what was granted today already. */
export async function ordain(studio: Studio, rules: Rules): Promise<void> {
  await studio.sql(
    `INSERT INTO settings (reuse_reward_units, reuse_post_cap_units, reuse_day_cap_units, reuse_unpaid_limit, referral_day_limit, referral_month_limit,
        daily_promotion_units, effective_at)
      SELECT $1, $2, $3, $4, $5, $6, $7 + coalesce(sum(granted_units), 0), now() - interval '1 second' FROM promotion_day
        WHERE day = (now() AT TIME ZONE 'Asia/Kolkata')::date`,
    [
      ...[rules.rewardUnits, rules.postCapUnits, rules.dayCapUnits, rules.unpaidLimit],
      ...[rules.referralDayLimit, rules.referralMonthLimit, rules.dailyPromotionUnits],
    ],
  );
}

async function settleIn(studio: Studio, town: Town): Promise<{ people: Caller[]; names: Names }> {
  const people: Caller[] = [];
  for (const account of town.accounts) {
    const person = await studio.newUser(0, { isVerified: account.confirms });
    people.push(person);
    await studio.sql("UPDATE session SET device_id = $2 WHERE user_id = $1", [
      person.userId,
      `${people[0]!.userId} ${account.device}`,
    ]);
  }
  for (const [one, other] of town.blocks)
    await studio.sql("INSERT INTO block (blocker_id, blocked_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
      people[one]!.userId,
      people[other]!.userId,
    ]);
  const posts: string[] = [];
  for (const { author, state } of town.posts) {
    const [id = ""] = await hangPosts(studio, people[author]!, { count: 1 });
    posts.push(id);
    const hide = HIDING[state];
    if (hide) await studio.sql(hide, [id]);
  }
  return { people, names: { users: people.map(({ userId }) => userId), posts } };
}

/** Everybody joins by their link, and confirms the address twice at once. */
async function joinByLinks(studio: Studio, town: Town, { users }: Names, random: Random): Promise<void> {
  for (const [place, { invitedBy, joinedDaysAgo }] of town.accounts.entries()) {
    if (invitedBy === undefined) continue;
    const [{ code }] = (await studio.sql<{ code: string }>('SELECT referral_code AS code FROM "user" WHERE id = $1', [
      users[invitedBy],
    ])) as [{ code: string }];
    await inTransaction(studio.world, (tx) => noteReferral(tx, users[place]!, code));
    await studio.sql(
      "UPDATE referral SET created_at = now() - $2::int * interval '1 day' - interval '1 minute' WHERE referee_id = $1",
      [users[place], joinedDaysAgo],
    );
  }
  const confirm = (place: number) => () => inTransaction(studio.world, (tx) => noteReferralVerified(tx, users[place]!));
  await inAnyOrder(
    random,
    town.accounts.flatMap(({ confirms }, place) => (confirms ? [confirm(place), confirm(place)] : [])),
  );
}

/** A picture that is stored and only has to be delivered; delivering it twice must do it once. */
async function deliver(studio: Studio, userId: string, postId: string | undefined): Promise<Task[]> {
  const [jobId, imageId] = [newId("generation"), newId("image")];
  await studio.sql(
    `INSERT INTO generation (id, user_id, state, tier, aspect_ratio, width, height, prompt, final_prompt, seed, cost_units, model, ignored, source_post_id,
        started_at, lease_token, lease_until)
      VALUES ($1, $2, 'running', 'standard', '16:9', 320, 180, 'a red kite', 'a red kite', 7, 100, 'test', '{}', $3, now(), $1, now() + interval '1 hour')`,
    [jobId, userId, postId ?? null],
  );
  const picture = {
    ...{ imageId, width: 320, height: 180, bytes: 1, format: "png" as const, sha256: jobId, placeholder: "" },
  };
  const once = () => settleGeneration(studio.world, jobId, { state: "succeeded", picture, leaseToken: jobId });
  return [once, once];
}

async function buy(studio: Studio, town: Town, people: Caller[], place: number): Promise<Task[]> {
  const instrument = `${people[0]!.userId} ${town.accounts[place]!.instrument}`;
  const payment = paymentOf(await placeOrder(studio, people[place]!), { instrument });
  const once = () => settlePayment(studio.world, payment, "webhook");
  return [once, once];
}

const noneWaits = async (studio: Studio) =>
  (
    await studio.sql(
      `SELECT FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'settle-referral' LIMIT 1`,
    )
  ).length === 0;

/** Lives the town through: everything that settles does so twice, at once with everything else, in a random order. A worker has to be running. */
export async function play(studio: Studio, town: Town, random: Random): Promise<Names> {
  const { people, names } = await settleIn(studio, town);
  await joinByLinks(studio, town, names, random);
  const buyers = async (when: "early" | "midway") => {
    const places = town.accounts.flatMap(({ buys }, place) => (buys === when ? [place] : []));
    return (await Promise.all(places.map((place) => buy(studio, town, people, place)))).flat();
  };
  await inAnyOrder(random, await buyers("early"));
  const pictures: Task[] = [];
  for (const { account, post } of town.pictures)
    pictures.push(
      ...(await deliver(studio, names.users[account]!, post === undefined ? undefined : names.posts[post])),
    );
  await inAnyOrder(random, [...pictures, ...(await buyers("midway"))]);
  const patient = names.users.filter((_, place) => town.accounts[place]!.waitIsOver);
  await studio.sql(
    "UPDATE referral SET reward_due_at = now() - interval '1 second' WHERE referee_id = ANY($1) AND reward_state = 'booked' AND reward_due_at > now()",
    [patient],
  );
  await eventually("the referrals' jobs", () => noneWaits(studio));
  const again = names.users.flatMap((refereeId) => [
    () => settleReferral(studio.world, { refereeId }),
    () => settleDueReferrals(studio.world),
  ]);
  await inAnyOrder(random, again);
  return names;
}
