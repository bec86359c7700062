import type { Facts, Held } from "./facts";
import type { Town } from "./graph";
import type { Names } from "./play";

/** What product.md 2 allows and demands, worked out from the town's lists alone, held against the books. */
export type Breach = { kind: string; what: string };

const REFEREE_UNITS = 500;
const REFERRER_UNITS = 1_000;
const TEN_UNITS = 5_000;
const QUALIFYING_DAYS = 7;
const QUALIFYING_PICTURES = 3;
const REFEREES_PER_MILESTONE = 10;

/** `maybe`: one of the two bought in the middle of everything, so it depends on what came first. */
type Tie = "none" | "maybe" | "certain";

class Oracle {
  private readonly breaches: Breach[] = [];
  private readonly expectedKeys = new Set<string>();

  constructor(
    private readonly town: Town,
    private readonly names: Names,
    private readonly facts: Facts,
  ) {}

  private note = (kind: string, what: string): void => void this.breaches.push({ kind, what });

  private tie(one: number, other: number): Tie {
    const [a, b] = [this.town.accounts[one]!, this.town.accounts[other]!];
    if (a.device === b.device) return "certain";
    if (a.instrument !== b.instrument || a.buys === "never" || b.buys === "never") return "none";
    return a.buys === "early" && b.buys === "early" ? "certain" : "maybe";
  }

  private isBlocked = (one: number, other: number) =>
    this.town.blocks.some(([a, b]) => (a === one && b === other) || (a === other && b === one));

  /** One grant that must be there exactly once: booked, or waiting for a cause that is true. */
  private checkGrant(
    key: string,
    { to, units, tie }: { to: number; units: number; tie: Tie },
  ): "granted" | "held" | "none" {
    this.expectedKeys.add(key);
    const [granted, held] = [this.facts.granted.get(key), this.facts.held.get(key)];
    if (granted && held) this.note("doubled", key);
    const found = granted ?? held;
    if (!found) return "none";
    if (found.accountId !== this.names.users[to] || found.units !== units)
      this.note("wrong grant", `${key}: ${found.units} to ${found.accountId}`);
    if (granted && tie === "certain") this.note("tied but granted", key);
    if (held) this.checkCause(key, held, tie);
    return granted ? "granted" : "held";
  }

  private checkCause(key: string, { cause, units }: Held, tie: Tie): void {
    if (cause === "same_device" || cause === "same_instrument") {
      if (tie === "none") this.note("held without a tie", key);
    } else if (cause === "budget") {
      if (this.facts.leftUnits >= units) this.note("held though the budget is not spent", key);
      if (tie === "certain") this.note("wrong cause", key);
    } else if (cause !== "velocity") this.note("wrong cause", `${key}: ${cause}`);
  }

  /** Every remixer and post of which a reward is due: somebody else's, seen by them, with its prompt. */
  private duePairs(): Map<string, { remixer: number; post: number }> {
    const due = new Map<string, { remixer: number; post: number }>();
    for (const { account: remixer, post } of this.town.pictures) {
      if (post === undefined) continue;
      const { author, state } = this.town.posts[post]!;
      if (author === remixer || state !== "open" || this.isBlocked(author, remixer)) continue;
      due.set(`${this.names.posts[post]} ${this.names.users[remixer]}`, { remixer, post });
    }
    return due;
  }

  private checkReuse(): void {
    const { rules, posts, accounts } = this.town;
    const due = this.duePairs();
    const byPost = new Map<number, number>();
    const byAuthor = new Map<number, number>();
    const byRemixer = new Map<number, number>();
    const add = (sums: Map<number, number>, place: number, more: number) =>
      sums.set(place, (sums.get(place) ?? 0) + more);
    const capped: { remixer: number; post: number; key: string }[] = [];
    for (const { postId, remixerId, state, units } of this.facts.pairs) {
      const pair = due.get(`${postId} ${remixerId}`);
      const key = `reuse_reward:${postId}:${remixerId}`;
      if (!pair) {
        this.note("not due", key);
        continue;
      }
      due.delete(`${postId} ${remixerId}`);
      const author = posts[pair.post]!.author;
      const tie = this.tie(pair.remixer, author);
      const found = this.checkGrant(key, { to: author, units: rules.rewardUnits, tie });
      if (found !== { granted: "granted", pending: "held", capped: "none" }[state])
        this.note("books and row differ", key);
      if (state === "capped") capped.push({ ...pair, key });
      else {
        add(byPost, pair.post, units);
        add(byAuthor, author, units);
        add(byRemixer, pair.remixer, 1);
      }
    }
    for (const pair of due.keys()) this.note("missing", pair);
    const isOver = (sums: Map<number, number>, place: number, more: number, cap: number) =>
      (sums.get(place) ?? 0) + more > cap;
    for (const [post] of byPost) if (isOver(byPost, post, 0, rules.postCapUnits)) this.note("post cap", `post ${post}`);
    for (const [author] of byAuthor)
      if (isOver(byAuthor, author, 0, rules.dayCapUnits)) this.note("day cap", `author ${author}`);
    for (const [remixer] of byRemixer)
      if (accounts[remixer]!.buys === "never" && isOver(byRemixer, remixer, 0, rules.unpaidLimit))
        this.note("unpaid limit", `remixer ${remixer}`);
    // Caps only fill, so one that was full then is full now.
    for (const { remixer, post, key } of capped) {
      const mayBeUnpaid = accounts[remixer]!.buys !== "early";
      const isFull =
        isOver(byPost, post, rules.rewardUnits, rules.postCapUnits) ||
        isOver(byAuthor, posts[post]!.author, rules.rewardUnits, rules.dayCapUnits) ||
        (mayBeUnpaid && isOver(byRemixer, remixer, 1, rules.unpaidLimit));
      if (!isFull) this.note("capped though no cap is full", key);
    }
  }

  private checkReferral(place: number, referrer: number): { isPaid: boolean; isQualified: boolean; isSlowed: boolean } {
    const account = this.town.accounts[place]!;
    const refereeId = this.names.users[place]!;
    const nothing = { isPaid: false, isQualified: false, isSlowed: false };
    const row = this.facts.referrals.find((one) => one.refereeId === refereeId);
    if (row?.referrerId !== this.names.users[referrer]) this.note("referral lost", refereeId);
    if (!row || !account.confirms) {
      if (row && row.state !== "none") this.note("not due", `referral of ${refereeId}`);
      return nothing;
    }
    // Nobody has bought yet when addresses are confirmed.
    const deviceTie: Tie = account.device === this.town.accounts[referrer]!.device ? "certain" : "none";
    const welcome = { to: place, units: REFEREE_UNITS, tie: deviceTie };
    if (this.checkGrant(`referral:${refereeId}:referee`, welcome) === "none")
      this.note("missing", `referee ${refereeId}`);

    const made = this.town.pictures.filter((one) => one.account === place).length;
    const hung = this.town.posts.filter((one) => one.author === place).length;
    const hasBought = account.buys !== "never";
    const isDue = made > 0 && (hasBought || account.waitIsOver);
    const key = `referral:${refereeId}:referrer`;
    const tie = this.tie(place, referrer);
    const found = this.checkGrant(key, { to: referrer, units: REFERRER_UNITS, tie });
    const expected =
      made === 0 ? "none" : isDue ? { granted: "paid", held: "review", none: "paid or review" }[found] : "booked";
    if (row.state !== expected) this.note("referral's state", `${refereeId}: ${row.state}, not ${expected}`);
    if (!isDue && found !== "none") this.note("not due", key);
    const isRipe = account.joinedDaysAgo >= QUALIFYING_DAYS && made > 0 && made + hung >= QUALIFYING_PICTURES;
    return {
      isPaid: found === "granted",
      isQualified: hasBought || isRipe,
      isSlowed: this.facts.held.get(key)?.cause === "velocity",
    };
  }

  private checkReferrals(): void {
    const { accounts, rules } = this.town;
    for (const [referrer] of accounts.entries()) {
      const outcomes = accounts.flatMap(({ invitedBy }, place) =>
        invitedBy === referrer ? [this.checkReferral(place, referrer)] : [],
      );
      const paid = outcomes.filter(({ isPaid }) => isPaid);
      const limit = Math.min(rules.referralDayLimit, rules.referralMonthLimit);
      if (paid.length > limit) this.note("velocity", `referrer ${referrer}: ${paid.length} of ${limit}`);
      if (paid.length < limit && outcomes.some(({ isSlowed }) => isSlowed))
        this.note("held below the limits", `referrer ${referrer}`);
      const qualified = paid.filter(({ isQualified }) => isQualified).length;
      for (let reached = REFEREES_PER_MILESTONE; reached <= qualified; reached += REFEREES_PER_MILESTONE) {
        const key = `referral_milestone:${this.names.users[referrer]}:${reached}`;
        const found = this.checkGrant(key, { to: referrer, units: TEN_UNITS, tie: "none" });
        if (found === "none") this.note("missing", key);
      }
    }
  }

  judge(): Breach[] {
    this.checkReuse();
    this.checkReferrals();
    for (const key of [...this.facts.granted.keys(), ...this.facts.held.keys()])
      if (!this.expectedKeys.has(key)) this.note("not due", key);
    if (this.facts.leftUnits < 0) this.note("budget", String(this.facts.leftUnits));
    return this.breaches;
  }
}

export const judge = (town: Town, names: Names, facts: Facts): Breach[] => new Oracle(town, names, facts).judge();
