import type { Caller } from "@/tests/generation/studio";
import { dispatch } from "@/tests/support/routes";
import type { Prepared } from "./team";

/** Calls an operation of the team as somebody, with what its row has prepared. */
export async function callTeam(
  origin: string,
  caller: Caller | undefined,
  operation: string,
  { params = {}, query, body, file }: Prepared,
): Promise<Response> {
  const [method = "GET", path = ""] = operation.split(" ");
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? "unknown"));
  const address = query ? `${filled}?${new URLSearchParams(query)}` : filled;
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  if (file) {
    const sent = { ...headers, ...(caller ? { Authorization: `Bearer ${caller.token}` } : {}) };
    return dispatch(new Request(new URL(address, origin), { method, headers: sent, body: new Uint8Array(file) }));
  }
  if (caller) return caller.fetch(method, address, body, headers);
  return dispatch(
    new Request(new URL(address, origin), {
      method,
      headers: { ...headers, "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}
