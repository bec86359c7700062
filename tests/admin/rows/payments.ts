import { paidOrder } from "../paid-order";
import type { AdminRows, Team } from "../team";
import { somebody } from "../team";

const about = async ({ studio }: Team) => ({
  params: { orderId: (await paidOrder(studio, await studio.newUser())).orderId },
});

export const PAYMENT_ROWS: AdminRows = {
  "GET /api/admin/payments": { role: "admin", status: 200 },
  "GET /api/admin/users/{id}/orders": {
    role: "admin",
    status: 200,
    prepare: async (team) => ({ params: { id: await somebody(team) } }),
  },
  "GET /api/admin/payments/{orderId}": { role: "admin", status: 200, prepare: about },
  "POST /api/admin/payments/{orderId}/refunds": {
    role: "admin",
    status: 201,
    prepare: async (team) => ({
      ...(await about(team)),
      body: { amountPaise: 5_000, reason: "A part was not needed." },
    }),
    action: "payment.refund",
  },
};
