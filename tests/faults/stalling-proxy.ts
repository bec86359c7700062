import { type AddressInfo, createServer, type Server, Socket } from "node:net";

type Direction = "up" | "down";
type Held = { direction: Direction; to: Socket; bytes: Buffer | "end" };

/** Where a stall begins: at the first bytes towards the server that contain `text`; those wait with the rest, or are the last that get through. */
export type StallPoint = { text: string; isDelivered: boolean };

/**
 * A network between a process and its database that can swallow: connections stay open, bytes wait and arrive late, in their order. Closing is swallowed
 * like everything else, so that what a process sent before it gave up still arrives, as from a real network.
 */
export class StallingProxy {
  private readonly sockets = new Set<Socket>();
  private held: Held[] = [];
  private isStalled = false;
  private delayMs = 0;
  private point: StallPoint | undefined;
  private arrived = "";
  /** Chunks that had to wait, by direction. */
  readonly waited: Record<Direction, number> = { up: 0, down: 0 };
  private server: Server;

  private constructor(private readonly target: { host: string; port: number }) {
    this.server = this.makeServer();
  }

  static async open(target: { host: string; port: number }): Promise<StallingProxy> {
    const proxy = new StallingProxy(target);
    await proxy.listen(0);
    return proxy;
  }

  /** The same for a database: `url` is its address through the proxy. */
  static async before(databaseUrl: string): Promise<{ proxy: StallingProxy; url: string }> {
    const url = new URL(databaseUrl);
    const proxy = await StallingProxy.open({ host: url.hostname, port: Number(url.port || 5432) });
    url.hostname = "127.0.0.1";
    url.port = String(proxy.port);
    return { proxy, url: url.toString() };
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
  get stalled(): boolean {
    return this.isStalled;
  }

  stall(): void {
    this.isStalled = true;
  }
  /** Stalls when the process sends this. */
  stallAt(point: StallPoint): void {
    this.point = point;
  }
  /** Lets everything through that waited, and what comes. */
  pass(): void {
    this.isStalled = false;
    this.point = undefined;
    this.delayMs = 0;
    this.arrived = "";
    const { held } = this;
    this.held = [];
    for (const one of held) this.hand(one);
  }
  /** Everything passes, so much later. */
  delay(ms: number): void {
    this.pass();
    this.delayMs = ms;
  }
  /** Breaks every connection. */
  cut(): void {
    this.held = [];
    for (const socket of this.sockets) socket.destroy();
  }
  /** How often this has reached the server since the last `pass`. */
  arrivals(text: string): number {
    return this.arrived.split(text).length - 1;
  }

  private makeServer(): Server {
    return createServer((client) => this.join(client));
  }

  private listen(port: number): Promise<void> {
    return new Promise((resolve) => this.server.listen(port, "127.0.0.1", resolve));
  }

  private join(client: Socket): void {
    const server = new Socket();
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.on("close", () => this.sockets.delete(socket));
    }
    server.connect(this.target.port, this.target.host);
    client.on("data", (bytes) => this.up(server, bytes));
    server.on("data", (bytes) => this.carry("down", client, bytes));
    client.on("close", () => this.carry("up", server, "end"));
    server.on("close", () => this.carry("down", client, "end"));
  }

  private up(server: Socket, bytes: Buffer): void {
    const isPoint = this.point !== undefined && bytes.includes(this.point.text);
    if (isPoint && !this.point?.isDelivered) this.isStalled = true;
    this.carry("up", server, bytes);
    if (!isPoint) return;
    this.isStalled = true;
    this.point = undefined;
  }

  private carry(direction: Direction, to: Socket, bytes: Buffer | "end"): void {
    const one = { direction, to, bytes };
    if (this.isStalled) {
      this.waited[direction]++;
      this.held.push(one);
    } else if (this.delayMs > 0) setTimeout(() => this.hand(one), this.delayMs).unref();
    else this.hand(one);
  }

  private hand({ direction, to, bytes }: Held): void {
    if (to.destroyed) return;
    if (bytes === "end") return void to.destroySoon();
    if (direction === "up") this.arrived += bytes.toString("latin1");
    to.write(bytes);
  }

  /** Breaks every connection and refuses new ones. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.cut();
    await closed;
  }
  /** After `close`: at the same port again. */
  async reopen(port: number): Promise<void> {
    this.server = this.makeServer();
    await this.listen(port);
  }
}
