import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** A process of the product that comes back whenever it ends, as under the start script or any service manager. */
export class Child {
  /** Signals and codes it ended with, other than by `stop`. */
  readonly deaths: (string | number | null)[] = [];
  private child: ChildProcess | undefined;
  private isStopping = false;
  private said = "";

  constructor(
    private readonly file: string,
    private env: Record<string, string>,
    /** Deaths after which it is taken to be broken. */
    private readonly maxDeaths = 5,
  ) {}

  /** Resolves when the process says that it is ready. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ["--import", "tsx", this.file], {
        cwd: ROOT,
        env: { ...process.env, ...this.env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      this.child = child;
      child.stdout.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes('"ready":true')) resolve();
      });
      child.stderr.on("data", (chunk: Buffer) => {
        this.said = (this.said + chunk.toString()).slice(-2_000);
      });
      child.on("exit", (code, signal) => {
        if (this.isStopping) return;
        this.deaths.push(signal ?? code);
        if (this.deaths.length > this.maxDeaths) return reject(new Error(`${this.file} keeps dying:\n${this.said}`));
        this.start().then(resolve, reject);
      });
    });
  }

  kill(): void {
    this.child?.kill("SIGKILL");
  }

  /** Asks it to end, as a service manager does; it comes back by itself. Resolves with how it ended. */
  async endGently(): Promise<string | number | null> {
    const { child } = this;
    if (!child) return null;
    const ended = new Promise<string | number | null>((resolve) =>
      child.once("exit", (code, signal) => resolve(signal ?? code)),
    );
    child.kill("SIGTERM");
    return ended;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  /** Ends it and starts it again with other settings. */
  async restartWith(env: Record<string, string>): Promise<void> {
    await this.stop();
    this.env = env;
    this.deaths.length = 0;
    this.isStopping = false;
    await this.start();
  }
}
