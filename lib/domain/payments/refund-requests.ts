import type { Tx } from "@/lib/db/prisma";
import type { RefundRequestView } from "./admin-contract";

/** Refunds that the team asked for, oldest first. */
export async function listRefundRequests(
  db: Pick<Tx, "refundRequest" | "user">,
  where: { orderId: string } | { id: string },
): Promise<RefundRequestView[]> {
  const requests = await db.refundRequest.findMany({ where, orderBy: { createdAt: "asc" } });
  const people = await db.user.findMany({
    where: { id: { in: requests.map(({ requestedById }) => requestedById) } },
    select: { id: true, handle: true },
  });
  return requests.map(({ id, paymentId, amountPaise, reason, state, refundId, failure, requestedById, createdAt }) => ({
    ...{ id, paymentId, amountPaise, reason },
    // The database knows no other.
    state: state as RefundRequestView["state"],
    ...(refundId ? { refundId } : {}),
    ...(failure ? { failure } : {}),
    requestedBy: people.find((one) => one.id === requestedById)?.handle ?? "",
    createdAt: createdAt.toISOString(),
  }));
}
