import { Agent, createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

const ASK_EVERY_MS = 100;

type Backend = { origin: string; isReady: boolean; served: number; open: number };

/**
 * What an operator puts before several web processes: asks each often whether it is ready, gives a request to the ready one with the least to do, and
 * never sends it anywhere else afterwards. `isBlind`: does not ask, for the control.
 */
export async function openBalancer(origins: string[], { isBlind = false } = {}) {
  const backends: Backend[] = origins.map((origin) => ({ origin, isReady: true, served: 0, open: 0 }));
  const agent = new Agent({ keepAlive: false });
  const ask = async (backend: Backend) => {
    const answer = await fetch(`${backend.origin}/api/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(
      () => undefined,
    );
    await answer?.arrayBuffer();
    backend.isReady = answer?.status === 200;
  };
  const timer = isBlind ? undefined : setInterval(() => void Promise.all(backends.map(ask)), ASK_EVERY_MS);
  const server = createServer((incoming, outgoing) => {
    const ready = backends.filter(({ isReady }) => isReady);
    const backend = (ready.length > 0 ? ready : backends).toSorted((a, b) => a.open - b.open)[0]!;
    backend.open++;
    outgoing.once("close", () => backend.open--);
    const { method, headers, url = "/" } = incoming;
    const passed = send(new URL(url, backend.origin), { agent, method, headers }, (answer) => {
      backend.served++;
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.once("error", () => outgoing.destroy());
      answer.once("close", () => outgoing.destroy());
    });
    passed.once("error", () => outgoing.destroy());
    outgoing.once("close", () => passed.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    backends,
    async close() {
      clearInterval(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
}
export type Balancer = Awaited<ReturnType<typeof openBalancer>>;
