"use client";

import { useCallback, useRef, useState } from "react";
import type { GenerateView } from "@/lib/domain/generation/contract";
import { generateEndpoint } from "@/lib/domain/generation/contract";
import { CallError, call } from "@/lib/http/call";
import type { GenerateBody } from "./draft";
import { closeIntent, openIntent } from "./intent";

/** Why a request was not taken, and what the person can do. */
export type Refusal = {
  code: CallError["code"];
  message: string;
  /** Nothing is stored under the key yet: the same request again goes under it, and is charged once at most. */
  keepsKey: boolean;
  /** The field that the message is about. */
  field?: string;
};

function toRefusal(error: unknown): Refusal {
  if (!(error instanceof CallError)) throw error;
  const message = error.isIndefinite
    ? `${error.message} Try again: you pay once at most.`
    : error.retryAfterSeconds
      ? `${error.message} Try again in ${error.retryAfterSeconds} s.`
      : error.message;
  return {
    code: error.code,
    message,
    keepsKey: error.keepsKey,
    field: error.problem?.errors?.[0]?.field,
  };
}

/** Sends requests for pictures: one idempotency key an intent, kept until a definite answer has come. */
export function useGenerate(userId: string, onAccepted: (answer: GenerateView, body: GenerateBody) => void) {
  const [isSending, setIsSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const isBusy = useRef(false);

  const send = async (body: GenerateBody) => {
    // A second press before the first render is the same intent.
    if (isBusy.current) return;
    isBusy.current = true;
    setIsSending(true);
    setRefusal(undefined);
    try {
      const answer = await call(generateEndpoint, { body, idempotencyKey: openIntent(userId, body) });
      closeIntent(userId);
      onAccepted(answer, body);
    } catch (error) {
      const refused = toRefusal(error);
      if (!refused.keepsKey) closeIntent(userId);
      setRefusal(refused);
    } finally {
      isBusy.current = false;
      setIsSending(false);
    }
  };

  const forget = useCallback(() => setRefusal(undefined), []);
  return { send, isSending, refusal, forget };
}
