import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Changes after which the file is rewritten, on top of the items themselves. */
const SLACK = 20_000;

/**
 * A keyed collection that survives a kill: one JSON line a change, the last line of a key wins. Rewritten at opening and now and then, so
 * that it does not grow for ever; a line cut off by a crash is the last one and is dropped.
 */
export class Journal<T extends { id: string }> {
  private readonly items = new Map<string, T>();
  private lines = 0;

  constructor(
    private readonly file: string,
    /** Older items are forgotten. */
    private readonly keep: number,
  ) {
    mkdirSync(path.dirname(file), { recursive: true });
    if (existsSync(file)) this.load();
  }

  private load(): void {
    for (const line of readFileSync(this.file, "utf8").split("\n")) {
      try {
        const item = JSON.parse(line) as T;
        this.items.set(item.id, item);
      } catch {
        // Empty, or cut off by a crash.
      }
    }
    this.drop();
    this.rewrite();
  }

  private rewrite(): void {
    writeFileSync(`${this.file}.new`, [...this.items.values()].map((item) => `${JSON.stringify(item)}\n`).join(""));
    renameSync(`${this.file}.new`, this.file);
    this.lines = this.items.size;
  }

  private drop(): void {
    for (const id of this.items.keys()) {
      if (this.items.size <= this.keep) return;
      this.items.delete(id);
    }
  }

  put(item: T): T {
    this.items.set(item.id, item);
    appendFileSync(this.file, `${JSON.stringify(item)}\n`);
    this.lines++;
    this.drop();
    if (this.lines > this.items.size + SLACK) this.rewrite();
    return item;
  }

  get(id: string): T | undefined {
    return this.items.get(id);
  }

  /** Newest first, by when they were first put. */
  all(): T[] {
    return [...this.items.values()].reverse();
  }
}
