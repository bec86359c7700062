"use client";

import { useRef } from "react";
import { verifyOrderEndpoint } from "@/lib/domain/payments/contract";
import { CallError, call } from "@/lib/http/call";
import type { PaymentProof } from "./checkout-popup";
import type { PurchaseNews } from "./purchase";

/** Hands the popup's proof to the server, as often as it takes; `hold` it first. */
export function useVerification(tell: (news: PurchaseNews) => void) {
  const held = useRef<{ orderId: string; proof: PaymentProof }>(undefined);
  const drop = () => {
    held.current = undefined;
  };
  const hold = (orderId: string, proof: PaymentProof) => {
    held.current = { orderId, proof };
  };
  /** True when there was a proof and the server has answered for good. */
  const verify = async (): Promise<boolean> => {
    if (!held.current) return false;
    const { orderId, proof: body } = held.current;
    try {
      tell({ type: "verified", ...(await call(verifyOrderEndpoint, { params: { orderId }, body })) });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      if (error.keepsKey) {
        tell({ type: "unconfirmed", orderId });
        return false;
      }
      tell({ type: "not-credited", orderId, message: error.message });
    }
    drop();
    return true;
  };
  return { hold, verify, drop };
}
