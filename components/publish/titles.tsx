"use client";

import { Input } from "@/components/ui/field";
import { MAX_TITLE_LENGTH } from "@/lib/domain/community/contract";
import type { Publishable } from "./publish-form";
import type { PublishResult } from "./use-publish";

type Props = {
  pictures: readonly Publishable[];
  titles: ReadonlyMap<string, string>;
  results: ReadonlyMap<string, PublishResult>;
  onChange: (imageId: string, title: string) => void;
};

/** Every picture with its title. What is published already stays as it is. */
export function Titles({ pictures, titles, results, onChange }: Props) {
  const isOne = pictures.length === 1;
  return (
    <ul className="flex flex-col gap-3">
      {pictures.map(({ imageId, thumbnailUrl }, index) => {
        const result = results.get(imageId);
        return (
          <li key={imageId} className="flex items-start gap-3">
            {/* biome-ignore lint/performance/noImgElement: a thumbnail of our own, at its size */}
            <img
              src={thumbnailUrl}
              alt=""
              width={64}
              height={64}
              className="size-16 shrink-0 rounded-picture object-cover"
            />
            <Input
              label={isOne ? "Title" : `Title of picture ${index + 1}`}
              value={titles.get(imageId) ?? ""}
              onChange={({ target }) => onChange(imageId, target.value)}
              error={result?.outcome === "failed" ? result.fields.title : undefined}
              help={result && result.outcome !== "failed" ? "Published." : undefined}
              disabled={result !== undefined && result.outcome !== "failed"}
              maxLength={MAX_TITLE_LENGTH * 2}
              dir="auto"
              autoComplete="off"
              className="min-w-0 grow"
            />
          </li>
        );
      })}
    </ul>
  );
}
