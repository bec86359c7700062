import type { QueryInputOf } from "@/lib/core/endpoint";
import { feedEndpoint, newPostsEndpoint, type PostView } from "@/lib/domain/community/contract";
import { CallError, call } from "@/lib/http/call";

export type FeedQuery = Omit<QueryInputOf<typeof feedEndpoint>, "cursor" | "limit">;

export type FirstPosts = { items: PostView[]; nextCursor: string | null };

export type PostListState = {
  items: readonly PostView[];
  hasMore: boolean;
  isBusy: boolean;
  problem: string | undefined;
  /** Newer posts that wait for `showNew`. */
  newCount: number;
  /** Changes when `items` change otherwise than by growing at their end. */
  generation: number;
};

const PAGE = 60;

/** The posts of one set of filters as far as they were read. It only grows at its end, so nothing on the screen moves. */
export class PostList {
  /** Where one was when a post was opened, px. */
  scrollTop = 0;
  readonly #listeners = new Set<() => void>();
  #cursor: string | null;
  #state: PostListState;

  constructor(
    readonly query: FeedQuery,
    first: FirstPosts,
  ) {
    this.#cursor = first.nextCursor;
    this.#state = {
      items: first.items,
      hasMore: first.nextCursor !== null,
      isBusy: false,
      problem: undefined,
      newCount: 0,
      generation: 0,
    };
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
  state = () => this.#state;

  /** Reads the next page. After a refusal `problem` says why, what is there stays, and calling again tries again. */
  more = async (): Promise<void> => {
    const cursor = this.#cursor;
    if (this.#state.isBusy || cursor === null) return;
    this.#set({ isBusy: true, problem: undefined });
    try {
      const page = await call(feedEndpoint, { query: { ...this.query, cursor, limit: PAGE } });
      // Begun anew in the meantime.
      if (this.#cursor !== cursor) return this.#set({ isBusy: false });
      this.#cursor = page.nextCursor;
      const known = new Set(this.#state.items.map(({ id }) => id));
      const added = page.items.filter(({ id }) => !known.has(id));
      this.#set({ items: [...this.#state.items, ...added], hasMore: page.nextCursor !== null, isBusy: false });
    } catch (error) {
      this.#set({ isBusy: false, problem: sayWhy(error) });
    }
  };

  /** Asks how many posts are newer than the newest shown; only where the order is by time. Silent when it can't be asked. */
  askNew = async (): Promise<void> => {
    const { sort = "latest", categoryId, tag, tier, q } = this.query;
    const since = this.#state.items[0]?.publishedAt;
    if ((sort !== "latest" && sort !== "following") || q || since === undefined) return;
    const query = { since, sort, ...(categoryId && { categoryId }), ...(tag && { tag }), ...(tier && { tier }) };
    const answer = await call(newPostsEndpoint, { query }).catch(() => undefined);
    if (answer && answer.count !== this.#state.newCount) this.#set({ newCount: answer.count });
  };

  /** Begins anew from the top. After a refusal everything stays and `problem` says why. */
  showNew = async (): Promise<void> => {
    this.#set({ problem: undefined });
    try {
      const page = await call(feedEndpoint, { query: { ...this.query, limit: PAGE } });
      this.#cursor = page.nextCursor;
      const generation = this.#state.generation + 1;
      this.#set({ items: page.items, hasMore: page.nextCursor !== null, newCount: 0, generation });
    } catch (error) {
      this.#set({ problem: sayWhy(error) });
    }
  };

  /** Changes a post where it lies. */
  patch(postId: string, change: Partial<PostView>): void {
    this.#set({ items: this.#state.items.map((item) => (item.id === postId ? { ...item, ...change } : item)) });
  }

  #set(change: Partial<PostListState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function sayWhy(error: unknown): string {
  if (error instanceof CallError) return error.message;
  throw error;
}
