import { Agent, type IncomingMessage, request } from "node:http";

// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the server says; the oracle judges it.
export type Reply = { status: number; body: any };
export type Call = { method: string; path: string; token: string; body?: unknown; key?: string };

/**
 * Where a connection is cut: in the middle of the request, when all of it is sent (the work may be done, and its answer is lost), or when the answer
 * begins. `none`: the client waits for the end.
 */
export type Cut = "none" | "request" | "answer-lost" | "answer-begun";

const LONGEST_ANSWER_MS = 20_000;

async function read(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const isJson = String(response.headers["content-type"]).includes("json");
  return { status: response.statusCode ?? 0, body: isJson ? JSON.parse(text) : text };
}

/** A browser behind a bad network: keeps connections, and loses some of them. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 200 });

  /** The answer; undefined when none came, whatever became of the request. `lingerMs` is how long a cut waits after all is sent. */
  send(origin: string, call: Call, cut: Cut, lingerMs: number): Promise<Reply | undefined> {
    const body = call.body === undefined ? "" : JSON.stringify(call.body);
    return new Promise((resolve) => {
      const sent = request(new URL(call.path, origin), {
        agent: this.agent,
        method: call.method,
        timeout: LONGEST_ANSWER_MS,
        headers: {
          Authorization: `Bearer ${call.token}`,
          ...(body ? { "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(body)) } : {}),
          ...(call.key ? { "Idempotency-Key": call.key } : {}),
        },
      });
      const lost = () => resolve(undefined);
      sent.on("error", lost);
      sent.on("timeout", () => sent.destroy());
      sent.on("response", (response) => {
        if (cut === "answer-begun") {
          sent.destroy();
          return lost();
        }
        read(response).then(resolve, lost);
      });
      if (cut === "request") {
        sent.write(body.slice(0, Math.floor(body.length / 2)), () => sent.destroy());
        return;
      }
      sent.end(body, () => {
        if (cut === "answer-lost") setTimeout(() => sent.destroy(), lingerMs);
      });
    });
  }

  close = (): void => this.agent.destroy();
}
