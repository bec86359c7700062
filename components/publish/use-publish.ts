"use client";

import { useState } from "react";
import { type PublishView, publishEndpoint } from "@/lib/domain/community/contract";
import { CallError, call } from "@/lib/http/call";
import { type Publishable, type PublishChoice, toPublishBody } from "./publish-form";

/** What became of one picture. */
export type PublishResult =
  | ({ outcome: "live" | "held" } & Pick<PublishView, "postId" | "hold">)
  | { outcome: "failed"; message: string; fields: Readonly<Record<string, string>> };

type Run = { pictures: readonly Publishable[]; titles: ReadonlyMap<string, string>; choice: PublishChoice };

function toFailure(error: unknown): PublishResult {
  if (!(error instanceof CallError)) throw error;
  const errors = error.problem?.errors ?? [];
  const fields = Object.fromEntries(errors.map(({ field, message }) => [field.split(".")[0] ?? field, message]));
  return { outcome: "failed", message: error.message, fields };
}

/**
 * Publishes pictures one after the other, since each is checked by itself; those that are published already are left alone, so that the
 * same press again only tries what failed.
 */
export function usePublish(mayHideWatermark: boolean) {
  const [results, setResults] = useState<ReadonlyMap<string, PublishResult>>(new Map());
  /** How many are through, while it goes on. */
  const [done, setDone] = useState<number>();

  const publish = async ({ pictures, titles, choice }: Run): Promise<ReadonlyMap<string, PublishResult>> => {
    const all = new Map(results);
    setDone(0);
    let through = 0;
    for (const { imageId } of pictures) {
      const before = all.get(imageId);
      if (!before || before.outcome === "failed") {
        const body = toPublishBody(imageId, titles.get(imageId) ?? "", choice, mayHideWatermark);
        const result = await call(publishEndpoint, { body }).then(
          ({ postId, status, hold }): PublishResult => ({ outcome: status, postId, ...(hold ? { hold } : {}) }),
          toFailure,
        );
        all.set(imageId, result);
        setResults(new Map(all));
      }
      through += 1;
      setDone(through);
    }
    setDone(undefined);
    return all;
  };

  return { results, done, publish };
}
