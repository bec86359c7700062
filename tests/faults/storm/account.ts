import type { Reply } from "./wire";

/** One wish for pictures, under one key; what it was answered, once it was. */
export type Intent = {
  /** Kept with the jobs by the product (`enhancedFrom`), so that they can be found whatever was answered. */
  id: string;
  key: string;
  body: Record<string, unknown>;
  count: number;
  answer?: Reply;
  /** When the try began that was answered, and whether others went before it. */
  answeredTry?: { at: number; isFirst: boolean };
};

export type Breach = { kind: string; example: string };

/**
 * What one client knows of its account, outside the database: a lower bound of its balance that only its own requests lower (everything else that
 * happens to it, refunds and rewards, raises it), and everything that was acknowledged.
 */
export class Account {
  /** Credits that must be there at least. */
  floor: number;
  /** Credits given and acknowledged, the first ones included. */
  given: number;
  readonly intents: Intent[] = [];
  readonly jobIds: string[] = [];
  /** Pictures that were seen, and whether publishing them was acknowledged. */
  readonly images = new Map<string, boolean>();
  /** The last acknowledged word about each post. */
  readonly likes = new Map<string, boolean>();
  readonly breaches: Breach[] = [];
  /** Wishes that were granted by a try whose answer was lost. */
  committedUnheard = 0;

  constructor(
    readonly userId: string,
    readonly token: string,
    opening: number,
  ) {
    this.floor = opening;
    this.given = opening;
  }

  breach = (kind: string, example: string): void => void this.breaches.push({ kind, example });

  /** A definite answer to a wish. 402 is a lie where the credits must have been there, or where the wish was charged (told by `judge`). */
  answered(intent: Intent, reply: Reply): void {
    intent.answer = reply;
    if (reply.status === 202) {
      this.floor -= intent.count;
      this.jobIds.push(...reply.body.jobs.map(({ jobId }: { jobId: string }) => jobId));
    } else if (reply.status === 402 && this.floor >= intent.count) {
      this.breach("false 402", `${intent.id}: ${this.floor} credits at least, answered ${JSON.stringify(reply.body)}`);
    }
  }

  /** A balance that was read. Less than must be there means that something acknowledged was lost, or charged twice. */
  saw(credits: number): void {
    if (credits < this.floor)
      this.breach("lost or charged twice", `${this.userId}: ${credits} of at least ${this.floor}`);
    this.floor = credits;
  }
}
