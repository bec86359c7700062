import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { settlePayment } from "@/lib/domain/payments/settle-payment";
import { openStudio, type Studio } from "@/tests/generation/studio";
import { paymentOf, placeOrder } from "./shop";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

describe("the database itself", () => {
  it("refuses a purchase without its order, a second one, and an order that goes back", async () => {
    const buyer = await studio.newUser();
    const order = await placeOrder(studio, buyer);
    const payment = paymentOf(order);
    await settlePayment(studio.world, payment, "webhook");
    const post = (
      reference: string,
      key: string,
    ) => `WITH moved AS (UPDATE credit_account SET balance_units = balance_units + 5000
        WHERE user_id = '${buyer.userId}' RETURNING balance_units)
      INSERT INTO ledger_entry (id, account_id, units, reason, reference, key, balance_after_units)
        SELECT 'ent_${key}', '${buyer.userId}', 5000, 'purchase', '${reference}', '${key}', balance_units FROM moved`;
    await expect(studio.sql(post("nothing", "payment:pay_forged"))).rejects.toThrow(/do not match/);
    await expect(studio.sql(post(order.id, "payment:pay_again"))).rejects.toThrow(/one_purchase_an_order/);
    await expect(
      studio.sql(
        `UPDATE credit_order SET state = 'created', payment_id = NULL, credited_at = NULL WHERE id = '${order.id}'`,
      ),
    ).rejects.toThrow(/only moves forward/);
    await expect(studio.sql(`UPDATE credit_order SET units = 1 WHERE id = '${order.id}'`)).rejects.toThrow(
      /only moves forward/,
    );
    await expect(studio.sql(`UPDATE payment SET state = 'created' WHERE id = '${payment.id}'`)).rejects.toThrow(
      /only moves forward/,
    );
    await expect(studio.sql(`DELETE FROM credit_order WHERE id = '${order.id}'`)).rejects.toThrow(/not allowed/);
    const unpaid = await placeOrder(studio, buyer);
    await expect(
      studio.sql(
        `UPDATE credit_order SET state = 'paid', payment_id = 'pay_x', credited_at = now() WHERE id = '${unpaid.id}'`,
      ),
    ).rejects.toThrow(/do not match/);
    await studio.booksHold();
  });
});
