/** A press of Pay in this tab: its key, and its order once the popup stood open. Survives a reload. */
type KeptOrder = { key: string; packageId: string; keptAt: number; orderId?: string };

/** Who pays takes minutes; later the list of orders tells what became of it. */
const KEPT_FOR_MS = 15 * 60_000;

const nameFor = (userId: string) => `credits.order.${userId}`;

function read(userId: string): KeptOrder | undefined {
  const text = sessionStorage.getItem(nameFor(userId));
  const kept = text ? (JSON.parse(text) as KeptOrder) : undefined;
  return kept && Date.now() - kept.keptAt < KEPT_FOR_MS ? kept : undefined;
}

const write = (userId: string, kept: KeptOrder) => sessionStorage.setItem(nameFor(userId), JSON.stringify(kept));

/** The idempotency key for a press of Pay: the kept one while no popup has opened for the same package, else a new one. */
export function openOrderIntent(userId: string, packageId: string): string {
  const kept = read(userId);
  if (kept && kept.packageId === packageId && !kept.orderId) return kept.key;
  const key = crypto.randomUUID();
  write(userId, { key, packageId, keptAt: Date.now() });
  return key;
}

/** The popup opens: from here on the order may be paid whatever becomes of the page. */
export function keepOrder(userId: string, orderId: string): void {
  const kept = read(userId);
  if (kept) write(userId, { ...kept, orderId });
}

/** After a definite answer: the next press is a new intent. */
export function forgetOrder(userId: string): void {
  sessionStorage.removeItem(nameFor(userId));
}

/** The order whose popup a reload took away. */
export function interruptedOrder(userId: string): string | undefined {
  return read(userId)?.orderId;
}
