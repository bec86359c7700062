"use client";

import { useState } from "react";
import { CallError } from "@/lib/http/call";

/** Does something that the server may refuse: `problem` is the last refusal, and what is attempted then resolves to nothing. */
export function useAttempt() {
  const [problem, setProblem] = useState<CallError>();
  const attempt = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    setProblem(undefined);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem(error);
      return undefined;
    }
  };
  return { problem, attempt };
}
