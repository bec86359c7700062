import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Account, Intent } from "./account";
import type { Random } from "./random";
import type { Call, Cut, Reply, Wire } from "./wire";

/** What the clients do together, and what became of it. */
export type Tally = {
  operations: number;
  requests: number;
  /** Requests that had no answer: cut, reset or timed out. */
  ambiguous: number;
  /** 503, by contract: come back. */
  unavailable: number;
  /** 500 and what else no contract has, with the first ones told. */
  unexpected: string[];
  statuses: Record<string, number>;
  replays: number;
};

export type Weather = {
  origins: string[];
  wire: Wire;
  adminToken: string;
  /** Posts of somebody else, to remix and to like. */
  postIds: string[];
  tally: Tally;
  /** Share of requests whose connection is cut. */
  cutShare: number;
  /** The control: a client that takes a new key for each try. */
  takesNewKeys?: boolean;
  isOver: () => boolean;
};

const CUTS: Cut[] = ["request", "answer-lost", "answer-lost", "answer-begun"];
const PATIENCE = 400;
/** How often each happens; most of it is cheap, so that there can be very many. */
const WEIGHTS = {
  generate: 12,
  replay: 24,
  otherBody: 4,
  cancel: 6,
  balance: 22,
  job: 18,
  ledger: 3,
  like: 8,
  publish: 1,
};

/** One person at one device: one thing after the other, each until it is definitely answered. */
export class Client {
  private count = 0;
  private lastTry = { at: 0, isFirst: true };

  constructor(
    private readonly account: Account,
    private readonly weather: Weather,
    private readonly random: Random,
  ) {}

  async run(): Promise<void> {
    while (!this.weather.isOver()) {
      await this[this.random.weighted(WEIGHTS)]();
      this.weather.tally.operations++;
    }
  }

  /** One try. Undefined where nobody can say what became of it. */
  private async attempt(call: Call): Promise<Reply | undefined> {
    const { wire, origins, tally, cutShare } = this.weather;
    const cut = this.random.chance(cutShare) ? this.random.pick(CUTS) : "none";
    const reply = await wire.send(this.random.pick(origins), call, cut, this.random.int(60));
    tally.requests++;
    if (!reply) tally.ambiguous++;
    else if (reply.status === 503) tally.unavailable++;
    else if (reply.status >= 500)
      tally.unexpected.push(`${reply.status} ${call.method} ${call.path} ${JSON.stringify(reply.body)}`);
    return reply && reply.status < 500 ? reply : undefined;
  }

  /** Tries until there is a definite answer, under the same key. `onRetry` is for the control. */
  private async insist(call: Call, onRetry: (call: Call) => Call = (same) => same): Promise<Reply> {
    let current = call;
    let isAnyLost = false;
    for (let tries = 1; tries <= PATIENCE; tries++) {
      this.lastTry = { at: Date.now(), isFirst: tries === 1 };
      const reply = await this.attempt(current);
      // 429 is not stored: it says nothing of an earlier try that may still wait for its turn.
      if (reply && !(reply.status === 429 && isAnyLost)) {
        const { statuses } = this.weather.tally;
        statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
        return reply;
      }
      isAnyLost ||= !reply;
      await pause(Math.min(20 * tries, 250) + this.random.int(30));
      current = onRetry(current);
    }
    throw new Error(`No definite answer: ${call.method} ${call.path}`);
  }

  private own = (method: string, path: string, body?: unknown): Call => ({
    method,
    path: `/api/studio/${path}`,
    token: this.account.token,
    body,
  });

  /** Most end at once and give back; few become pictures. */
  private newIntent(): Intent {
    const { random, account } = this;
    const id = `${account.userId.slice(-6)}-${++this.count}`;
    const makesPicture = random.chance(0.03);
    const count = makesPicture ? 1 : random.pick([1, 1, 1, 2, 3, 4]);
    const body = {
      prompt: makesPicture ? "a red kite over green hills" : "a storm at sea [[sbx:fail]]",
      ...{ enhancedFrom: id, tier: "standard", aspectRatio: "16:9", seed: 7, count },
      ...(makesPicture && random.chance(0.6) ? { sourcePostId: random.pick(this.weather.postIds) } : {}),
    };
    return { id, key: `k-${id}`, body, count };
  }

  private ask = (intent: Intent): Call => ({ ...this.own("POST", "generate", intent.body), key: intent.key });

  async generate(): Promise<void> {
    if (this.account.floor < 1 && this.random.chance(0.4)) await this.topUp();
    const intent = this.newIntent();
    this.account.intents.push(intent);
    const withNewKey = (call: Call): Call => {
      intent.key = randomUUID();
      return { ...call, key: intent.key };
    };
    const reply = await this.insist(this.ask(intent), this.weather.takesNewKeys ? withNewKey : undefined);
    intent.answeredTry = this.lastTry;
    this.account.answered(intent, reply);
  }

  /** The same key again, much later: the same answer, and nothing moves. */
  async replay(): Promise<void> {
    const known = this.account.intents.filter(({ answer }) => answer && [202, 402, 409].includes(answer.status));
    if (known.length === 0) return;
    const intent = this.random.pick(known);
    const again = await this.insist(this.ask(intent));
    this.weather.tally.replays++;
    const said = ({ status, body }: Reply) => JSON.stringify([status, body.code ?? body, body.detail]);
    if (said(again) !== said(intent.answer!))
      this.account.breach("replayed otherwise", `${intent.id}: ${said(intent.answer!)}, then ${said(again)}`);
  }

  async otherBody(): Promise<void> {
    const known = this.account.intents.filter(({ answer }) => answer?.status === 202);
    if (known.length === 0) return;
    const { key, body, id } = this.random.pick(known);
    const reply = await this.insist({ ...this.own("POST", "generate", { ...body, enhancedFrom: `${id}-other` }), key });
    if (reply.status !== 409) this.account.breach("key used twice", `${id}: ${reply.status}`);
  }

  async cancel(): Promise<void> {
    const jobId = this.account.jobIds.at(-1 - this.random.int(6));
    if (jobId) await this.insist(this.own("POST", `generate/${jobId}/cancel`));
  }

  async balance(): Promise<void> {
    const { body } = await this.insist(this.own("GET", "credits/balance"));
    this.account.saw(body.credits);
  }

  async ledger(): Promise<void> {
    await this.insist(this.own("GET", "credits/ledger?limit=20"));
  }

  async job(): Promise<void> {
    const { account, random } = this;
    const jobId = account.jobIds.at(-1 - random.int(12));
    if (!jobId) return;
    const { status, body } = await this.insist(this.own("GET", `generate/${jobId}`));
    if (status !== 200) return account.breach("lost or charged twice", `${jobId}: ${status}`);
    const isOver = ["failed", "cancelled"].includes(body.status);
    if (isOver && body.creditsRefunded !== body.creditsDebited) account.breach("not refunded", jobId);
    if (body.imageId && !account.images.has(body.imageId)) account.images.set(body.imageId, false);
  }

  async like(): Promise<void> {
    const postId = this.random.pick(this.weather.postIds);
    const isLiked = this.random.chance(0.6);
    await this.insist(this.own(isLiked ? "POST" : "DELETE", `community/posts/${postId}/like`));
    this.account.likes.set(postId, isLiked);
  }

  async publish(): Promise<void> {
    const [imageId] = [...this.account.images].find(([, isPublished]) => !isPublished) ?? [];
    if (!imageId) return;
    const wish = { imageId, title: "Storm", categoryId: "festival", visibility: "unlisted" };
    const { status } = await this.insist(this.own("POST", "community/publish", wish));
    if (status === 201 || status === 409) this.account.images.set(imageId, true);
  }

  /** Two credits more, by the desk, under a key of its own. */
  async topUp(): Promise<void> {
    const { account, weather } = this;
    const reply = await this.insist({
      ...{ method: "POST", path: `/api/admin/users/${account.userId}/adjustments`, token: weather.adminToken },
      ...{ body: { credits: 2, reason: `Storm ${++this.count}` }, key: `t-${account.userId.slice(-6)}-${this.count}` },
    });
    if (reply.status >= 300) throw new Error(`No top-up: ${JSON.stringify(reply)}`);
    account.floor += 2;
    account.given += 2;
  }
}
