import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Env } from "@/lib/env";

/**
 * For fault tests: kills this process, as hard as the system can, the first time it reaches the named step. The mark that it happened is written before,
 * so the restarted process passes. Production refuses to start with one set.
 */
export function createFailpoint(env: Pick<Env, "FAILPOINT" | "DATA_DIR" | "isProduction">): (name: string) => void {
  const wanted = env.isProduction ? undefined : env.FAILPOINT;
  if (!wanted) return () => {};
  const mark = path.join(env.DATA_DIR, "failpoints", wanted);
  return (name) => {
    if (name !== wanted || existsSync(mark)) return;
    mkdirSync(path.dirname(mark), { recursive: true });
    writeFileSync(mark, String(process.pid));
    process.kill(process.pid, "SIGKILL");
  };
}
