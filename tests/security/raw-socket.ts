import { connect, type Socket } from "node:net";

export type RawAnswer = { status: number; type: string; body: string; bytesSent: number; ms: number };

function answerOf(said: string, bytesSent: number, startedAt: number): RawAnswer {
  const [head = "", ...rest] = said.split("\r\n\r\n");
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0),
    type: /^content-type: ([^;\r]*)/im.exec(head)?.[1] ?? "",
    body: rest.join("\r\n\r\n"),
    bytesSent,
    ms: Math.round(performance.now() - startedAt),
  };
}

/** A client that sends what it likes, byte for byte, and goes on `more()` until it is answered and hung up on, or for `patienceMs`. Status 0: no answer. */
export function sendRaw(
  url: string,
  start: string | Buffer,
  { more, patienceMs = 90_000 }: { more?: (socket: Socket) => Promise<void> | void; patienceMs?: number } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let said = "";
    const socket = connect(Number(port), hostname);
    const timer = setTimeout(() => socket.destroy(), patienceMs);
    socket.on("data", (chunk: Buffer) => (said += chunk.toString("latin1")));
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(answerOf(said, socket.bytesWritten, startedAt));
    });
    socket.on("connect", async () => {
      socket.write(start);
      while (more && !socket.destroyed && socket.writable) await more(socket);
    });
  });
}

/** The head and body of a POST, as a client that means it would send it. */
export function post(path: string, body: string | Buffer, headers: Record<string, string> = {}): Buffer {
  const content = Buffer.from(body);
  const all = {
    ...{ Host: "localhost", Connection: "close", "Content-Type": "application/json" },
    ...{ "Content-Length": String(content.length), ...headers },
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === "" ? [] : [`${name}: ${value}`]));
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`, "latin1"), content]);
}
