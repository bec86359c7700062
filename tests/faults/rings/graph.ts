import type { Random } from "@/tests/faults/storm/random";

/** One account. Several may belong to one person: they then share what that person signs in and pays with. */
export type Account = {
  device: string;
  instrument: string;
  /** Before the first picture, in the middle of everything, or never. */
  buys: "early" | "midway" | "never";
  /** By whose link it joined: an account before it in the list. */
  invitedBy?: number;
  confirms: boolean;
  joinedDaysAgo: number;
  /** The days of waiting go by before the end. */
  waitIsOver: boolean;
};
export type Post = { author: number; state: "open" | "private" | "hidden" | "promptless" };
/** A picture that gets ready; without a `post` it starts from nothing. */
export type Picture = { account: number; post?: number };

/** The settings that bound rewards (product.md 2), in units and counts. */
export type Rules = {
  rewardUnits: number;
  postCapUnits: number;
  dayCapUnits: number;
  unpaidLimit: number;
  dailyPromotionUnits: number;
  referralDayLimit: number;
  referralMonthLimit: number;
};

/** People, what they share, who invited and blocked whom, and every picture that gets ready. References are places in the lists. */
export type Town = {
  accounts: Account[];
  posts: Post[];
  blocks: [number, number][];
  pictures: Picture[];
  rules: Rules;
};

const LONG_AGO_DAYS = 9;

/** Random people with one to three accounts each; some share a machine or a card with somebody else's, as families do. */
function drawAccounts(random: Random, count: number): Account[] {
  const accounts: Account[] = [];
  for (let person = 0; accounts.length < count; person++) {
    const friend = random.int(person + 1);
    for (
      let own = random.weighted({ "1": 6, "2": 3, "3": 2 });
      Number(own) > 0;
      own = String(Number(own) - 1) as never
    ) {
      const borrowed = random.chance(0.1) ? friend : person;
      accounts.push({
        device: random.chance(0.75) ? `device ${borrowed}` : `device of account ${accounts.length}`,
        instrument: random.chance(0.75) ? `vpa ${borrowed}@bank` : `vpa of account ${accounts.length}`,
        buys: random.weighted({ never: 5, early: 3, midway: 1 }),
        confirms: random.chance(0.9),
        joinedDaysAgo: random.chance(0.5) ? LONG_AGO_DAYS : 0,
        waitIsOver: random.chance(0.7),
      });
    }
  }
  return accounts;
}

/** A few hubs invite most; whoever joins has invited nobody yet. */
function drawInvitations(random: Random, accounts: Account[]): void {
  const hubs = [0, random.int(4) + 1];
  accounts.forEach((account, place) => {
    if (place === 0 || random.chance(0.25)) return;
    account.invitedBy = random.chance(0.7) ? hubs.find((hub) => hub < place) : random.int(place);
  });
}

/** Rings in which each remixes the next one's post, crowds around one post, one who remixes everything, and chance. */
function drawPictures(random: Random, { accounts, posts }: Pick<Town, "accounts" | "posts">): Picture[] {
  const pictures: Picture[] = [];
  const anybody = () => random.int(accounts.length);
  const ofAuthor = (author: number) => posts.flatMap((post, place) => (post.author === author ? [place] : []));
  for (let ring = 0; ring < accounts.length / 6; ring++) {
    const members = Array.from({ length: 2 + random.int(4) }, anybody);
    members.forEach((account, place) => {
      const [post] = ofAuthor(members[(place + 1) % members.length]!);
      if (post !== undefined) pictures.push({ account, post });
    });
  }
  const crowded = random.int(posts.length);
  for (let account = 0; account < accounts.length; account++)
    if (random.chance(0.6)) pictures.push({ account, post: crowded });
  const glutton = anybody();
  for (let post = 0; post < posts.length; post++) if (random.chance(0.7)) pictures.push({ account: glutton, post });
  for (let more = 0; more < accounts.length * 2; more++)
    pictures.push({ account: anybody(), ...(random.chance(0.8) ? { post: random.int(posts.length) } : {}) });
  // The same again: somebody remixes what they remixed before.
  for (const picture of [...pictures]) if (random.chance(0.2)) pictures.push({ ...picture });
  return pictures;
}

/** A town of about so many accounts. Caps are small enough to be reached. */
export function drawTown(random: Random, size: number): Town {
  const accounts = drawAccounts(random, size);
  drawInvitations(random, accounts);
  const posts = accounts.flatMap((_, author) =>
    Array.from({ length: random.int(3) + (author < 3 ? 1 : 0) }, () => ({
      ...{ author, state: random.weighted({ open: 12, private: 1, hidden: 1, promptless: 1 }) },
    })),
  );
  const place = () => random.int(accounts.length);
  const blocks = Array.from({ length: Math.ceil(size / 8) }, (): [number, number] => [place(), place()]).filter(
    ([one, other]) => one !== other,
  );
  const isPoor = random.chance(0.4);
  return {
    ...{ accounts, posts, blocks, pictures: drawPictures(random, { accounts, posts }) },
    rules: {
      rewardUnits: random.pick([50, 70]),
      postCapUnits: random.pick([120, 250, 2_000]),
      dayCapUnits: random.pick([200, 400, 1_000]),
      unpaidLimit: random.pick([1, 3]),
      dailyPromotionUnits: isPoor ? 2_000 + random.int(4_000) : 10_000_000,
      referralDayLimit: random.pick([2, 5, 40]),
      referralMonthLimit: random.pick([3, 50]),
    },
  };
}
