import { createServer } from "node:http";
import { readEnv } from "@/lib/env";
import { provideWorld } from "@/lib/http/world";
import { openWorld } from "@/lib/start/world";
import { dispatch } from "@/tests/support/routes";

/** The API as a process of its own, without Next around it: route files, one world, real sockets. Killed and restarted by the fault tests. */
provideWorld(openWorld(readEnv(), "web"));
const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", async () => {
    const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] as [string, string]] : [],
    );
    const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
    const response = await dispatch(
      new Request(`http://${incoming.headers.host}${incoming.url}`, {
        method: incoming.method ?? "GET",
        headers,
        ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
      }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
});
server.listen(Number(process.env.PORT), "127.0.0.1", () => process.stdout.write('{"ready":true}\n'));
