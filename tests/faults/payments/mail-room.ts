import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One webhook as it came over the wire: bytes and headers, to be handed on at any time and any number of times. */
export type Letter = { body: Buffer; headers: Record<string, string> };

/** Takes the payment service's webhooks in the product's place, says thank you, and keeps them. */
export async function openMailRoom() {
  const letters: Letter[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
    letters.push({ body: Buffer.concat(chunks), headers });
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    letters,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Hands a letter to the product, with the signature that it came with. */
export async function deliver(origin: string, { body, headers }: Letter): Promise<number> {
  const kept = ["content-type", "x-razorpay-signature", "x-razorpay-event-id"];
  const response = await fetch(`${origin}/api/webhooks/razorpay`, {
    method: "POST",
    body: new Uint8Array(body),
    headers: Object.fromEntries(kept.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
  });
  await response.arrayBuffer();
  return response.status;
}
