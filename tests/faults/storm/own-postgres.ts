import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { prepareDatabase } from "@/lib/start/database.mjs";
import { acquirePostgres, freePort } from "@/lib/start/postgres.mjs";
import { until } from "@/lib/start/processes.mjs";
import { TEST_DATA_DIR } from "@/tests/support/template";

/** A commit waits until it is written; the file system outlives a kill of processes, so nothing waits for the disk itself. */
const SETTINGS = ["synchronous_commit=on", "fsync=off", "full_page_writes=on", "max_wal_size=2GB"];

/** Processes whose parent this is. */
const childrenOf = (parent: number): number[] =>
  execFileSync("ps", ["-axo", "pid=,ppid="], { encoding: "utf8" })
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .map(([pid]) => pid as number);

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It was gone before.
  }
}

/** A PostgreSQL of one test's own, which may be killed; a server that other tests use never is. */
export async function openOwnPostgres(name: string) {
  const dataDir = path.join(TEST_DATA_DIR, name);
  const server = { dataDir, settings: SETTINGS };
  const first = await acquirePostgres(server);
  /** The first and the fourth line of the server's own note. */
  const running = () => {
    const [pid, , , port] = readFileSync(path.join(first.folder, "postmaster.pid"), "utf8").split("\n").map(Number);
    return { pid: pid ?? 0, port: port ?? 0 };
  };
  const onServer = async <T>(work: (client: pg.Client) => Promise<T>, database = "postgres"): Promise<T> => {
    const client = new pg.Client({ connectionString: first.url(database) });
    client.on("error", () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  };
  return {
    /** A database of one's own on it, migrated and seeded. */
    async createDatabase(database: string) {
      await onServer(async (client) => {
        await client.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
        await client.query(`CREATE DATABASE "${database}"`);
      });
      const url = first.url(database);
      await prepareDatabase(url);
      return {
        url,
        drop: () => onServer(async (client) => void (await client.query(`DROP DATABASE "${database}" WITH (FORCE)`))),
      };
    },
    onServer,
    /** kill -9 of the postmaster and all that it has started; then a start, which recovers. */
    async killAll(): Promise<void> {
      const { pid, port } = running();
      for (const one of [pid, ...childrenOf(pid)]) kill(one);
      // Everybody knows it under this port, which a dying process holds for a moment.
      await until(async () => (await freePort(port)) === port, 15_000, 20);
      await acquirePostgres(server);
    },
    /** kill -9 of one process that serves `database`: the server then drops all others and recovers by itself. False when there was none. */
    async killBackend(database: string): Promise<boolean> {
      const pids = await onServer(async (client) => {
        const { rows } = await client.query<{ pid: number }>(
          "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND state IS DISTINCT FROM 'idle' ORDER BY random() LIMIT 1",
          [database],
        );
        return rows.map(({ pid }) => pid);
      });
      for (const pid of pids) kill(pid);
      return pids.length > 0;
    },
    close: () => first.release(),
  };
}

export type OwnPostgres = Awaited<ReturnType<typeof openOwnPostgres>>;
