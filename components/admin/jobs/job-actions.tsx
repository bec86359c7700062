"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toaster";
import { formatCredits } from "@/lib/core/credits";
import { type JobDetail, refundJobEndpoint, retryJobEndpoint } from "@/lib/domain/generation/admin-contract";
import { call } from "@/lib/http/call";
import { ReasonDialog } from "../reason-dialog";

type Props = { job: Pick<JobDetail, "id" | "cost"> };

/** What an admin may do about a job that is open. */
export function JobActions({ job }: Props) {
  const router = useRouter();
  const [asked, setAsked] = useState<"retry" | "refund">();
  const close = () => setAsked(undefined);
  const send = async (reason: string) => {
    const isRefund = asked === "refund";
    await call(isRefund ? refundJobEndpoint : retryJobEndpoint, { params: { id: job.id }, body: { reason } });
    notify({ message: isRefund ? "The job has ended and its credits went back." : "It is looked at now." });
    router.refresh();
  };
  return (
    <>
      <Button size="compact" onClick={() => setAsked("retry")}>
        Look at it now
      </Button>
      <Button size="compact" onClick={() => setAsked("refund")}>
        End and refund
      </Button>
      {asked === "retry" ? (
        <ReasonDialog title="Look at this job now?" verb="Look now" send={send} onClose={close}>
          A pause ends, and a worker looks at the job at once. What may have reached the image service is looked for
          there and never sent again.
        </ReasonDialog>
      ) : null}
      {asked === "refund" ? (
        <ReasonDialog title="End this job with its refund?" verb="End and refund" send={send} onClose={close}>
          {`It ends as failed, ${formatCredits(job.cost)} goes back at once, and its prediction is stopped. This can’t be undone.`}
        </ReasonDialog>
      ) : null}
    </>
  );
}
