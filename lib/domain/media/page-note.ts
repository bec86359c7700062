import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

/** Which pictures a move is working on, so that the next run knows after a kill whose files may have been written too late. */
export function createPageNote(dataDir: string) {
  const file = path.join(dataDir, "media-move.json");
  return {
    async read(): Promise<string[]> {
      try {
        return JSON.parse(await readFile(file, "utf8")) as string[];
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
        throw error;
      }
    },
    async write(ids: readonly string[]): Promise<void> {
      await mkdir(dataDir, { recursive: true });
      await writeFile(`${file}.new`, JSON.stringify(ids));
      await rename(`${file}.new`, file);
    },
  };
}
