"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toaster";
import { fullTime } from "@/lib/core/ist-time";
import { bulkEndpoint, type CreationView, restoreCreationEndpoint } from "@/lib/domain/creations/contract";
import { CallError, call } from "@/lib/http/call";
import { AskDelete } from "./ask-delete";
import type { CreationsList } from "./creations-list";
import { filtersUrl } from "./filters";
import { useLists } from "./lists";

/** A picture in the bin: until when it can be restored, and what can be done before. */
export function BinPanel({ creation, list }: { creation: CreationView; list: CreationsList }) {
  const router = useRouter();
  const lists = useLists();
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isRefreshing, startRefresh] = useTransition();

  const attempt = async (send: () => Promise<unknown>, then: () => void) => {
    setBusy(true);
    try {
      await send();
      list.take(new Set([creation.id]));
      lists.keepOnly(list);
      then();
      startRefresh(() => router.refresh());
    } catch (error) {
      notify({ message: error instanceof CallError ? error.message : "That did not work. Try again." });
    } finally {
      setBusy(false);
    }
  };
  const restore = () =>
    attempt(
      () => call(restoreCreationEndpoint, { params: { id: creation.id } }),
      () => notify({ message: "Restored to My Creations." }),
    );
  const purge = () =>
    attempt(
      () => call(bulkEndpoint, { body: { action: "purge", ids: [creation.id] } }),
      () => {
        notify({ message: "1 picture deleted for ever." });
        router.push(filtersUrl({ bin: true }));
      },
    );

  return (
    <>
      <Notice tone="wash">
        This picture is in the bin.
        {creation.purgedAt ? ` It is emptied out of it on ${fullTime(creation.purgedAt)}.` : ""}
      </Notice>
      <div className="grid grid-cols-2 gap-2">
        <Button variant="strong" busy={isBusy || isRefreshing} onClick={restore}>
          Restore
        </Button>
        <Button variant="danger" aria-haspopup="dialog" onClick={() => setAsking(true)}>
          Delete for ever
        </Button>
      </div>
      <AskDelete
        asks={isAsking ? "purge" : undefined}
        count={1}
        published={creation.post ? 1 : 0}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void purge();
        }}
      />
    </>
  );
}
