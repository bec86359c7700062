import { readdirSync, readlinkSync } from "node:fs";
import path from "node:path";
import type { Studio } from "@/tests/generation/studio";

/** How many files of pictures this process has open at this moment. */
export function openFilesOf({ world }: Studio): number {
  const store = path.resolve(world.env.DATA_DIR, "media");
  const isOurs = (fd: string) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(store);
    } catch {
      // Closed since it was listed.
      return false;
    }
  };
  return readdirSync("/proc/self/fd").filter(isOurs).length;
}
