import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { RenderRequest } from "../renderer/render";

type Waiting = { resolve: (picture: Buffer) => void; reject: (error: Error) => void };
type Done = { key: string; picture?: Uint8Array; error?: string };

/** Pictures kept on disk; any can be painted again. */
const KEEP_FILES = 500;

/** Renders in a process of its own, so that answers never wait for a brush; kept on disk by what was asked. */
export class Pictures {
  private painter: ChildProcess | undefined;
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.forgetOldest();
  }

  async paint(request: RenderRequest): Promise<Buffer> {
    const key = createHash("sha256").update(JSON.stringify(request)).digest("hex");
    const file = path.join(this.folder, key);
    if (existsSync(file)) return readFile(file);
    const picture = await new Promise<Buffer>((resolve, reject) => {
      const others = this.waiting.get(key);
      if (others) return void others.push({ resolve, reject });
      this.waiting.set(key, [{ resolve, reject }]);
      this.process().send({ key, request });
    });
    const half = `${file}.${crypto.randomUUID()}`;
    await writeFile(half, picture);
    await rename(half, file);
    return picture;
  }

  private forgetOldest(): void {
    const files = readdirSync(this.folder).map((name) => path.join(this.folder, name));
    const ageOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const byAge = files.map((file) => ({ file, at: ageOf(file) })).sort((a, b) => b.at - a.at);
    for (const { file } of byAge.slice(KEEP_FILES)) rmSync(file, { force: true });
  }

  private process(): ChildProcess {
    if (this.painter) return this.painter;
    const painter = fork(fileURLToPath(new URL("./render-worker.ts", import.meta.url)), {
      execArgv: ["--import", "tsx"],
      serialization: "advanced",
    });
    painter.on("message", (message) => {
      const { key, picture, error } = message as Done;
      const those = this.waiting.get(key) ?? [];
      this.waiting.delete(key);
      for (const one of those)
        picture ? one.resolve(Buffer.from(picture)) : one.reject(new Error(error ?? "no picture"));
    });
    painter.on("exit", () => this.failAll(new Error("the painter ended")));
    this.painter = painter;
    return painter;
  }

  private failAll(error: Error): void {
    for (const those of this.waiting.values()) for (const one of those) one.reject(error);
    this.waiting.clear();
    this.painter = undefined;
  }

  close(): void {
    this.painter?.disconnect();
  }
}
