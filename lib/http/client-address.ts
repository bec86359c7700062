/**
 * The caller's address. The start script's server has put the socket's own address last in `X-Forwarded-For` (Next keeps what
 * a client sends there and shows handlers no socket), so with no trusted proxy it is the last one, with n the n-th before it.
 */
export function clientAddress(headers: Headers, trustedProxyHops: number): string {
  const chain = (headers.get("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  return chain.at(-1 - trustedProxyHops) ?? chain[0] ?? "";
}
