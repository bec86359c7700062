import type { Studio } from "@/tests/generation/studio";
import type { Account, Breach } from "./account";

type JobRow = { id: string; intent: string; state: string; at: Date; units: number; debits: number; refunds: number };

/** Every job with its entries, by the wish that it came from. */
const JOBS = `SELECT g.id, g.enhanced_from AS intent, g.state, g.created_at AS at, g.cost_units AS units,
    coalesce(e.debits, 0) AS debits, coalesce(e.refunds, 0) AS refunds
  FROM generation g LEFT JOIN (
    SELECT reference, (count(*) FILTER (WHERE reason = 'generation'))::int AS debits,
        (count(*) FILTER (WHERE reason = 'generation_refund'))::int AS refunds
      FROM ledger_entry WHERE account_id = $1 GROUP BY reference) e ON e.reference = g.id
  WHERE g.user_id = $1`;

const ENDED = ["succeeded", "failed", "cancelled"];

function judgeJobs(account: Account, jobs: JobRow[]): void {
  const byIntent = group(jobs);
  for (const { id, answer, answeredTry } of account.intents) {
    const rows = byIntent.get(id) ?? [];
    const made = rows.map((job) => job.id).sort();
    if (answeredTry && !answeredTry.isFirst && rows.some(({ at }) => at.getTime() < answeredTry.at))
      account.committedUnheard++;
    const told: string[] =
      answer?.status === 202 ? answer.body.jobs.map((job: { jobId: string }) => job.jobId).sort() : [];
    const lost = told.filter((jobId) => !made.includes(jobId));
    const extra = made.filter((jobId) => !told.includes(jobId));
    if (lost.length > 0) account.breach("acknowledged and lost", `${id}: ${lost}`);
    if (extra.length > 0)
      account.breach(
        answer?.status === 202 ? "charged twice" : "charged though refused",
        `${id} answered ${answer?.status}: ${extra}`,
      );
  }
  const known = new Set(account.intents.map(({ id }) => id));
  for (const job of jobs) {
    if (!known.has(job.intent)) account.breach("key used twice", `${job.intent}: ${job.id}`);
    if (!ENDED.includes(job.state)) account.breach("job without an end", `${job.id} ${job.state}`);
    if (job.debits !== 1) account.breach("charged twice", `${job.id}: ${job.debits} debits`);
    if (job.refunds !== (job.state === "succeeded" ? 0 : 1))
      account.breach("refunded wrongly", `${job.id} ${job.state}: ${job.refunds} refunds`);
  }
}

function group(jobs: JobRow[]): Map<string, JobRow[]> {
  const groups = new Map<string, JobRow[]>();
  for (const job of jobs) groups.set(job.intent, [...(groups.get(job.intent) ?? []), job]);
  return groups;
}

/** What must be there: all that was given, less what pictures cost, and what the community paid. */
async function judgeBalance(studio: Studio, account: Account, jobs: JobRow[]): Promise<void> {
  const [row] = await studio.sql<{ balance: number; granted: number; adjusted: number }>(
    `SELECT a.balance_units AS balance,
        coalesce(sum(e.units) FILTER (WHERE e.reason IN ('reuse_reward', 'milestone', 'welcome')), 0)::int AS granted,
        coalesce(sum(e.units) FILTER (WHERE e.reason = 'adjustment'), 0)::int AS adjusted
      FROM credit_account a LEFT JOIN ledger_entry e ON e.account_id = a.user_id WHERE a.user_id = $1 GROUP BY a.user_id`,
    [account.userId],
  );
  const { balance = 0, granted = 0, adjusted = 0 } = row ?? {};
  const spent = jobs.filter(({ state }) => state === "succeeded").reduce((sum, { units }) => sum + units, 0);
  const given = account.given * 100;
  if (adjusted < given)
    account.breach("acknowledged and lost", `${account.userId}: ${given - adjusted} units given are gone`);
  if (adjusted > given) account.breach("given twice", `${account.userId}: ${adjusted - given} units too many`);
  const expected = given + granted - spent;
  if (balance !== expected) account.breach("balance is wrong", `${account.userId}: ${balance}, expected ${expected}`);
}

async function judgeCommunity(studio: Studio, account: Account): Promise<void> {
  const posts = await studio.sql<{ image: string; count: number }>(
    "SELECT image_id AS image, count(*)::int AS count FROM post WHERE user_id = $1 GROUP BY image_id",
    [account.userId],
  );
  for (const { image, count } of posts) if (count > 1) account.breach("post doubled", `${image}: ${count}`);
  for (const [image, isPublished] of account.images)
    if (isPublished && !posts.some((post) => post.image === image))
      account.breach("acknowledged and lost", `post of ${image}`);
  const liked = new Set(
    (await studio.sql<{ id: string }>(`SELECT post_id AS id FROM post_like WHERE user_id = $1`, [account.userId])).map(
      ({ id }) => id,
    ),
  );
  for (const [postId, isLiked] of account.likes)
    if (liked.has(postId) !== isLiked)
      account.breach("acknowledged and lost", `like of ${postId} by ${account.userId}`);
}

/** What holds for the whole: no debit without a job, no reward doubled. */
async function judgeWhole(studio: Studio): Promise<Breach[]> {
  const orphans = await studio.sql<{ reference: string }>(
    `SELECT e.reference FROM ledger_entry e WHERE e.reason = 'generation' AND NOT EXISTS (SELECT FROM generation g WHERE g.id = e.reference)`,
  );
  const doubled = await studio.sql<{ pair: string }>(
    `SELECT g.user_id || ' of ' || g.source_post_id AS pair FROM ledger_entry e JOIN generation g ON g.id = e.reference
      WHERE e.reason = 'reuse_reward' GROUP BY 1 HAVING count(*) > 1`,
  );
  return [
    ...orphans.map(({ reference }) => ({ kind: "charged without a job", example: reference })),
    ...doubled.map(({ pair }) => ({ kind: "reward doubled", example: pair })),
  ];
}

/** Everything that is not as it was told, after the weather has calmed down. Empty when all is well. */
export async function judge(studio: Studio, accounts: Account[]): Promise<Breach[]> {
  for (const account of accounts) {
    const jobs = await studio.sql<JobRow>(JOBS, [account.userId]);
    judgeJobs(account, jobs);
    await judgeBalance(studio, account, jobs);
    await judgeCommunity(studio, account);
  }
  return [...accounts.flatMap(({ breaches }) => breaches), ...(await judgeWhole(studio))];
}
