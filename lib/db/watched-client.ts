import { Socket } from "node:net";
import { Client, type ClientConfig } from "pg";

/** A little longer than any statement may run: the server's own refusal comes first where it can still speak. */
const SILENT_MS = 12_000;

/**
 * A connection that breaks when the server says nothing for too long (a network that swallows bytes, a machine that hangs). It is destroyed, not merely
 * given up on: a connection that goes back into the pool in the middle of a transaction would lend that transaction to whoever comes next.
 */
export class WatchedClient extends Client {
  private readonly socket: Socket;

  constructor(config?: ClientConfig) {
    const socket = new Socket();
    super({ ...config, stream: () => socket });
    this.socket = socket;
    socket.on("timeout", () => socket.destroy(new Error("Connection terminated: the database fell silent")));
  }

  watch(): void {
    this.socket.setTimeout(SILENT_MS);
  }

  unwatch(): void {
    this.socket.setTimeout(0);
  }
}

/** For work whose statements may take as long as they need; until the connection goes back into its pool. */
export async function allowLongStatements(client: Pick<Client, "query">): Promise<void> {
  if (client instanceof WatchedClient) client.unwatch();
  await client.query("SET LOCAL statement_timeout = 0");
}
