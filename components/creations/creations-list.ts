import { type CreationView, creationsEndpoint } from "@/lib/domain/creations/contract";
import { CallError, call } from "@/lib/http/call";
import { type Filters, indianDayNumber, queryInputOf } from "./filters";
import type { Shape } from "./layout";

/** What the server read for a page of the grid. */
export type FirstPage = {
  items: CreationView[];
  nextCursor: string | null;
  /** Pictures that the filters let through. */
  count: number;
  /** The server's clock; also tells one reading from another. */
  nowMs: number;
};

export type ListState = {
  items: readonly CreationView[];
  /** Of `items`, for the layout. */
  shapes: readonly Shape[];
  count: number;
  hasMore: boolean;
  isBusy: boolean;
  problem: string | undefined;
  /** Pictures that came at the top while one looks further down, not shown yet. */
  newCount: number;
  /** Changes when `items` change otherwise than by growing at their end. */
  generation: number;
};

const PAGE = 100;
/** Thumbnails' links live for an hour at least. */
const LINKS_LIVE_MS = 50 * 60_000;

/** The pictures of one set of filters as far as they were read, kept while one moves between the grid and its pictures. */
export class CreationsList {
  /** Where one was when a picture was opened. */
  place: { scrollTop: number; imageId: string } | undefined;
  readonly #listeners = new Set<() => void>();
  #state: ListState;
  #cursor: string | null;
  #readAtMs: number;
  #pending: FirstPage | undefined;

  constructor(
    readonly filters: Filters,
    first: FirstPage,
  ) {
    this.#cursor = first.nextCursor;
    this.#readAtMs = first.nowMs;
    this.#state = {
      items: first.items,
      shapes: first.items.map((item) => this.#shape(item)),
      count: first.count,
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

  /** When the pictures lie in time: the bin by when they were deleted. */
  at = ({ createdAt, deletedAt }: CreationView) => (this.filters.bin ? (deletedAt ?? createdAt) : createdAt);

  /** Whether something of this instant is newer than what was read. */
  isNews = (at: string) => Date.parse(at) > this.#readAtMs;

  /** True while its links still show something; an older list is read anew. */
  isFresh = (nowMs: number) => nowMs - this.#readAtMs < LINKS_LIVE_MS;

  /** Reads the next page. After a refusal `problem` says why, what is there stays, and calling again tries again. */
  more = async (): Promise<void> => {
    const cursor = this.#cursor;
    if (this.#state.isBusy || cursor === null) return;
    this.#set({ isBusy: true, problem: undefined });
    try {
      const query = { ...queryInputOf(this.filters, this.#readAtMs), cursor, limit: PAGE };
      const page = await call(creationsEndpoint, { query });
      if (this.#cursor !== cursor) return this.#set({ isBusy: false });
      this.#cursor = page.nextCursor;
      const known = new Set(this.#state.items.map(({ id }) => id));
      const added = page.items.filter(({ id }) => !known.has(id));
      this.#set({
        items: [...this.#state.items, ...added],
        shapes: [...this.#state.shapes, ...added.map((item) => this.#shape(item))],
        hasMore: page.nextCursor !== null,
        isBusy: false,
      });
    } catch (error) {
      const problem = error instanceof CallError ? error.message : "Older pictures could not be read.";
      this.#set({ isBusy: false, problem });
    }
  };

  /**
   * Takes in what the server read later. With `holdsNew`, pictures that are new at the top wait for `showNew`, so that what one
   * looks at stays where it is.
   */
  adopt(first: FirstPage, holdsNew: boolean): void {
    if (first.nowMs <= this.#readAtMs) return;
    const newCount = this.#newOf(first);
    if (holdsNew && newCount > 0) {
      this.#pending = first;
      this.#set({ newCount });
    } else this.#merge(first);
  }

  showNew = (): void => {
    if (this.#pending) this.#merge(this.#pending);
  };

  /** Changes pictures where they lie. */
  patch(ids: ReadonlySet<string>, change: (item: CreationView) => CreationView): void {
    this.#set({ items: this.#state.items.map((item) => (ids.has(item.id) ? change(item) : item)) });
  }

  /** Takes pictures out and gives them back for `putBack`. */
  take(ids: ReadonlySet<string>): CreationView[] {
    const taken = this.#state.items.filter(({ id }) => ids.has(id));
    this.#replace(
      this.#state.items.filter(({ id }) => !ids.has(id)),
      this.#state.count - taken.length,
    );
    return taken;
  }

  /** Puts pictures to their places in time; those that are there already stay. */
  putBack(items: readonly CreationView[]): void {
    const known = new Set(this.#state.items.map(({ id }) => id));
    const missing = items.filter(({ id }) => !known.has(id));
    const key = (item: CreationView) => `${this.at(item)} ${item.id}`;
    const sorted = [...this.#state.items, ...missing].sort((a, b) => (key(a) < key(b) ? 1 : -1));
    this.#replace(sorted, this.#state.count + missing.length);
  }

  /** Leaves out what was changed on its own page and does not fit the filters any more. */
  prune(): void {
    const { favourite, collectionId } = this.filters;
    const isStray = (item: CreationView) =>
      (favourite && !item.favourite) || (collectionId !== undefined && !item.collectionIds.includes(collectionId));
    const strays = this.#state.items.filter(isStray);
    if (strays.length > 0) this.take(new Set(strays.map(({ id }) => id)));
  }

  #shape(item: CreationView): Shape {
    return { ratio: item.width / item.height, day: indianDayNumber(Date.parse(this.at(item))) };
  }

  #newOf(first: FirstPage): number {
    const head = this.#state.items[0];
    const at = first.items.findIndex(({ id }) => id === head?.id);
    return at >= 0 ? at : head ? first.items.filter((item) => this.at(item) > this.at(head)).length : 0;
  }

  /** The server's page rules over its stretch of time; what was read beyond it is kept while the two touch. */
  #merge(first: FirstPage): void {
    this.#readAtMs = first.nowMs;
    this.#pending = undefined;
    const ids = new Set(first.items.map(({ id }) => id));
    const lastKnown = this.#state.items.findLastIndex(({ id }) => ids.has(id));
    const older = lastKnown >= 0 && first.nextCursor !== null ? this.#state.items.slice(lastKnown + 1) : [];
    const end = first.items.at(-1);
    const beyond = older.filter((item) => end && this.at(item) <= this.at(end));
    if (beyond.length === 0) this.#cursor = first.nextCursor;
    this.#replace([...first.items, ...beyond], first.count, 0);
  }

  #replace(items: readonly CreationView[], count: number, newCount = this.#state.newCount): void {
    this.#set({
      items,
      shapes: items.map((item) => this.#shape(item)),
      count,
      hasMore: this.#cursor !== null,
      newCount,
      generation: this.#state.generation + 1,
    });
  }

  #set(change: Partial<ListState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
