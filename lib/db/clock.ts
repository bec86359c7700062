import type { Tx } from "./prisma";

/**
 * What time it is for everybody: processes' own clocks differ and jump, so what decides or is written down goes by the database's. Inside a transaction
 * it is the moment at which that began.
 */
export async function databaseNow(on: Pick<Tx, "$queryRaw">): Promise<Date> {
  const [row] = await on.$queryRaw<{ now: Date }[]>`SELECT now() AS now`;
  return row!.now;
}
