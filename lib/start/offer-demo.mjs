import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";

/**
 * Asks once a data directory whether an empty community shall begin with sample pictures; resolves to whether somebody said yes. Asks nobody where there is
 * no terminal, in production, where pictures cost money, or where there are posts already.
 * @param {{ dataDir: string, isProduction: boolean, isPictureSandboxed: boolean, input: import("node:stream").Readable & { isTTY?: boolean },
 *   output: import("node:stream").Writable & { isTTY?: boolean }, countPosts: () => Promise<number> }} place
 */
export async function wantsDemo({ dataDir, isProduction, isPictureSandboxed, input, output, countPosts }) {
  const mark = path.join(dataDir, "demo-offered");
  if (isProduction || !isPictureSandboxed || !input.isTTY || !output.isTTY || existsSync(mark)) return false;
  if ((await countPosts()) > 0) return false;
  const asking = createInterface({ input, output });
  const ended = new AbortController();
  asking.once("close", () => ended.abort());
  // The terminal is being read, so Ctrl-C comes here first.
  asking.once("SIGINT", () => {
    asking.close();
    process.kill(process.pid, "SIGINT");
  });
  const question = "  The community is empty. Hang a dozen sample pictures by demo creators? [Y/n] ";
  try {
    const said = await asking.question(question, { signal: ended.signal });
    writeFileSync(mark, "");
    return /^(y|yes)?$/i.test(said.trim());
  } catch {
    // Ctrl-C or Ctrl-D is no answer; the next start asks again.
    return false;
  } finally {
    asking.close();
  }
}

/** Posts of the community, deleted ones too. */
export async function countPosts(databaseUrl) {
  const { Client } = (await import("pg")).default;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT count(*)::int AS posts FROM (SELECT FROM post LIMIT 1) AS found");
    return rows[0].posts;
  } finally {
    await client.end();
  }
}

/** Runs `npm run demo:data` beside the studio. Resolves when it has ended, however it ended: the studio goes on. */
export function hangDemo(root) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["lib/start/run.mjs", "lib/start/demo-data-cli.ts"], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", resolve);
    child.once("exit", resolve);
  });
}
