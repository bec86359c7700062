import { withDeadline } from "../deadline";
import { ProviderError } from "../provider-error";

export type FileRules = { hosts: readonly string[]; maxBytes: number; timeoutMs: number };

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * `hosts` are names, `*.` wildcards or `host:port`; without a port the usual one is meant. Without TLS only this machine is believed (the sandbox).
 * A listed name that resolves to a private address (rebinding) gets no request: what listens there has no certificate for the name.
 */
function isAllowed(url: URL, hosts: readonly string[]): boolean {
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  const isAnonymous = url.username === "" && url.password === "";
  const isListed = hosts.some((host) => (host.startsWith("*.") ? url.host.endsWith(host.slice(1)) : url.host === host));
  return isSafe && isAnonymous && isListed;
}

async function readUpTo(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new ProviderError("bad_answer", "The result file is too large");
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/** Fetches a result file from an allow-listed host: no redirects, no token, bounded in size and time. `data:` is decoded. */
export async function fetchResultFile(address: string, rules: FileRules): Promise<Buffer> {
  if (address.startsWith("data:")) {
    if (address.length > rules.maxBytes * 1.4) throw new ProviderError("bad_answer", "The result file is too large");
    return Buffer.from(address.slice(address.indexOf(",") + 1), "base64");
  }
  const url = URL.parse(address);
  if (!url || !isAllowed(url, rules.hosts))
    throw new ProviderError("bad_answer", "The result file lies on a host we do not trust");
  try {
    return await withDeadline(rules.timeoutMs, async (signal) => {
      const response = await fetch(url, { redirect: "error", signal });
      if (response.ok) return readUpTo(response, rules.maxBytes);
      await response.body?.cancel();
      const { status } = response;
      const kind = status === 404 || status === 410 ? "not_found" : "down";
      throw new ProviderError(kind, `The result file answered ${status}`, { status });
    });
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError("unreachable", "The result file could not be fetched");
  }
}
