import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, types } from "pg";
import { PrismaClient } from "@/prisma/generated/client";
import { WatchedClient } from "./watched-client";

export type Db = PrismaClient;
/** Inside a transaction; a first parameter of this type means that the caller owns the transaction. */
export type Tx = Parameters<Parameters<Db["$transaction"]>[0]>[0];

// bigint columns (ledger seq) stay below 2^53 for any ledger we will see; counts and sums come as numbers.
types.setTypeParser(types.builtins.INT8, (text) => Number(text));

/** Whoever waits longer than these for a connection or an answer is told that the database is away (`toAppError`). */
const CONNECT_MS = 5_000;
const STATEMENT_MS = 10_000;

export function createPool(url: string, size: number): Pool {
  const pool = new Pool({
    Client: WatchedClient,
    connectionString: url,
    max: size,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: 15_000,
    application_name: "community-ai-studio",
    // Statements are written for the index that serves them, whatever the values; planning them anew for each takes longer than running them.
    options: "-c plan_cache_mode=force_generic_plan",
  });
  // An idle connection that the server closes must not end the process; the next query reports what is wrong.
  pool.on("error", () => {});
  pool.on("acquire", (client) => {
    if (client instanceof WatchedClient) client.watch();
  });
  return pool;
}

/** The one Prisma client of the process, on the same pool as the single statements. */
export function createDb(pool: Pool): Db {
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
