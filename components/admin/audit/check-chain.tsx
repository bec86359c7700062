"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type AuditCheckView, auditCheckEndpoint } from "@/lib/domain/audit/contract";
import { CallError, call } from "@/lib/http/call";

/** Recomputes the whole chain on demand, and shows its head to be kept elsewhere. */
export function CheckChain() {
  const [report, setReport] = useState<AuditCheckView>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      setReport(await call(auditCheckEndpoint));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setProblem(error.message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <Button busy={isBusy} onClick={() => void check()} className="self-start">
        Check the whole log
      </Button>
      {problem ? (
        <Notice tone="bad" role="alert">
          {problem}
        </Notice>
      ) : null}
      {report ? (
        <Notice tone={report.breach ? "bad" : "good"} role={report.breach ? "alert" : "status"}>
          {report.breach
            ? `The log does not hold: ${report.breach.what}.`
            : `The log holds: ${report.count} entries. Keep the last one’s hash elsewhere:`}
          {report.breach ? null : <code className="block wrap-anywhere">{report.hash || "none"}</code>}
        </Notice>
      ) : null}
    </div>
  );
}
