"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { notify } from "@/components/ui/toaster";
import { formatPaise } from "@/lib/core/money";
import { refundPaymentEndpoint } from "@/lib/domain/payments/admin-contract";
import { CallError, call } from "@/lib/http/call";

type Props = { orderId: string; paymentId: string; leftPaise: number };

/** "150.50" as paise; not a number where it is none. */
const paiseOf = (rupees: string) =>
  rupees.trim() === "" ? Number.NaN : Math.round(Number(rupees.replaceAll(",", "")) * 100);

/** Sends money of one payment back. */
export function RefundButton(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact" onClick={() => setOpen(true)}>
        Send money back
      </Button>
      {isOpen ? <RefundDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** The same wish keeps its key until it has a definite answer, so a lost answer sends nothing twice. */
function RefundDialog({ orderId, paymentId, leftPaise, onClose }: Props & { onClose: () => void }) {
  const router = useRouter();
  const [rupees, setRupees] = useState(String(leftPaise / 100));
  const [reason, setReason] = useState("");
  const [key, setKey] = useState(() => crypto.randomUUID());
  const change = (set: (text: string) => void, text: string) => {
    set(text);
    setKey(crypto.randomUUID());
  };
  const amountPaise = paiseOf(rupees);
  const send = async () => {
    try {
      await call(refundPaymentEndpoint, {
        params: { orderId },
        body: { amountPaise, reason, paymentId },
        idempotencyKey: key,
      });
      notify({ message: `${formatPaise(amountPaise)} is sent back.` });
    } catch (error) {
      if (error instanceof CallError && !error.keepsKey) setKey(crypto.randomUUID());
      throw error;
    } finally {
      router.refresh();
    }
  };
  return (
    <FormDialog title="Send money back" verb="Send back" send={send} onClose={onClose}>
      {(problem) => (
        <>
          <p className="text-ink-2">
            The credits go in the same share. What was spent already is owed, and later rewards pay it. This can’t be
            undone.
          </p>
          <Input
            label="Amount in rupees"
            inputMode="decimal"
            value={rupees}
            error={problem?.fieldError("amountPaise")}
            help={`${formatPaise(leftPaise)} can still be sent back.`}
            onChange={({ target }) => change(setRupees, target.value)}
          />
          <Textarea
            label="Reason, for the audit log"
            limit={500}
            value={reason}
            error={problem?.fieldError("reason")}
            onChange={({ target }) => change(setReason, target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
