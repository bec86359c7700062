import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { RenderRequest } from "../renderer/render";

type Waiting = { resolve: (picture: Buffer) => void; reject: (error: Error) => void };
type Done = { key: string; picture?: Uint8Array; error?: string };

/** Renders in a thread of its own, so that answers never wait for a brush; kept on disk by what was asked. */
export class Pictures {
  private worker: Worker | undefined;
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  async paint(request: RenderRequest): Promise<Buffer> {
    const key = createHash("sha256").update(JSON.stringify(request)).digest("hex");
    const file = path.join(this.folder, key);
    if (existsSync(file)) return readFileSync(file);
    const picture = await new Promise<Buffer>((resolve, reject) => {
      const others = this.waiting.get(key);
      if (others) return void others.push({ resolve, reject });
      this.waiting.set(key, [{ resolve, reject }]);
      this.thread().postMessage({ key, request });
    });
    writeFileSync(`${file}.${process.pid}`, picture);
    renameSync(`${file}.${process.pid}`, file);
    return picture;
  }

  private thread(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(new URL("./render-worker.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
    worker.on("message", ({ key, picture, error }: Done) => {
      const those = this.waiting.get(key) ?? [];
      this.waiting.delete(key);
      for (const one of those)
        picture ? one.resolve(Buffer.from(picture)) : one.reject(new Error(error ?? "no picture"));
    });
    worker.on("error", (error) => this.failAll(error));
    worker.unref();
    this.worker = worker;
    return worker;
  }

  private failAll(error: Error): void {
    for (const those of this.waiting.values()) for (const one of those) one.reject(error);
    this.waiting.clear();
    this.worker = undefined;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }
}
