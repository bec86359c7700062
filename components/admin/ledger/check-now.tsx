"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toaster";
import { checkLedgerEndpoint } from "@/lib/domain/ledger-checks/contract";
import { CallError, call } from "@/lib/http/call";

const LOOK_EVERY_MS = 1_500;

/** Starts a check, and looks again and again while one waits or runs. */
export function CheckNow({ isRunning }: { isRunning: boolean }) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => router.refresh(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, router]);
  const start = async () => {
    setBusy(true);
    try {
      await call(checkLedgerEndpoint);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      notify({ message: error.message });
    } finally {
      setBusy(false);
      router.refresh();
    }
  };
  return (
    <Button variant="strong" size="compact" busy={isBusy || isRunning} onClick={() => void start()}>
      {isRunning ? "Checking" : "Check now"}
    </Button>
  );
}
