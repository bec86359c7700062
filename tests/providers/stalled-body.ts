import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { withDeadline } from "@/lib/providers/deadline";

/** Reads a body that stalls while garbage is collected all the time; says on stdout how that ended. Run with `--expose-gc`. */
const { gc } = globalThis as { gc?: () => void };
if (!gc) throw new Error("Run with --expose-gc.");
setInterval(() => gc(), 20);
setTimeout(() => {
  process.stdout.write("hangs");
  process.exit();
}, 2_000);
const server = createServer((_, response) => response.writeHead(200, { "content-length": "99" }).flushHeaders());
server.listen(0, "127.0.0.1", async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reading = withDeadline(300, async (signal) => {
    const response = await fetch(url, { signal, redirect: "error" });
    return { response, text: await response.text() };
  });
  const ended = await reading.catch((error: Error) => error.name);
  process.stdout.write(String(ended));
  process.exit();
});
