import type { Page } from "@/lib/core/page";
import type { World } from "@/lib/db/ctx";
import type { Live } from "@/lib/db/live";
import type { PostView } from "./contract";

type FirstPage = Promise<Page<PostView>>;

/** Counts may be so old; what is found or not is known at once, from every process. */
const KEPT_MS = 3_000;
/** Different lists. */
const MOST = 200;

/** The first pages of this process, as nobody in particular sees them. */
class FirstPages {
  private readonly kept = new Map<string, { page: FirstPage; until: number }>();

  constructor(live: Live) {
    live.watchFeed(() => this.kept.clear());
  }

  read(key: string, load: () => FirstPage): FirstPage {
    const known = this.kept.get(key);
    if (known && known.until > performance.now()) return known.page;
    const page = load();
    // Kept before it is there: what changes while it is read takes it out again, and who asks meanwhile waits for the same.
    this.kept.delete(key);
    this.kept.set(key, { page, until: performance.now() + KEPT_MS });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST) break;
      this.kept.delete(oldest);
    }
    page.catch(() => {
      if (this.kept.get(key)?.page === page) this.kept.delete(key);
    });
    return page;
  }
}

/** One for each connection to the database's announcements. */
const byLive = new WeakMap<Live, FirstPages>();

/** A first page that everybody without an account sees alike: from memory for a moment, and never after a post came or went in whichever process. */
export function keptFirstPage({ live }: Pick<World, "live">, key: string, load: () => FirstPage): FirstPage {
  const pages = byLive.get(live) ?? new FirstPages(live);
  byLive.set(live, pages);
  return pages.read(key, load);
}
