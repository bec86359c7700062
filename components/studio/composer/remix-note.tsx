"use client";

import { postHref } from "@/components/publish/post-href";
import { Checkbox } from "@/components/ui/checkbox";
import { TextButton, TextLink } from "@/components/ui/text-link";
import { formatCredits } from "@/lib/core/credits";
import { TIERS } from "@/lib/domain/generation/tiers";
import { useDraft } from "../draft-store";

/** What is remixed, who is rewarded for it, and whether its seed is kept. */
export function RemixNote() {
  const remix = useDraft((state) => state.draft.remix);
  const tier = useDraft((state) => state.draft.tier);
  const keepsSeed = useDraft(({ draft }) => draft.isSeedLocked && draft.seed === draft.remix?.seed);
  const change = useDraft((state) => state.change);
  if (!remix) return null;
  const { title, author, thumbnailUrl, sourcePostId, rewardCredits, seed } = remix;
  return (
    <section aria-label="Remix" className="flex flex-col rounded-card bg-wash p-3">
      <div className="flex items-start gap-3">
        {/* biome-ignore lint/performance/noImgElement: a thumbnail of our own, at its size */}
        <img
          src={thumbnailUrl}
          alt=""
          width={48}
          height={48}
          className="size-12 shrink-0 rounded-picture object-cover"
        />
        <div className="min-w-0 grow">
          <p className="font-strong">
            Remix of{" "}
            <TextLink variant="plain" href={postHref(sourcePostId)}>
              <bdi>{title}</bdi>
            </TextLink>{" "}
            by {author.name}
          </p>
          <p className="text-ink-2 type-small">
            {rewardCredits > 0
              ? `${author.name} gets ${formatCredits(rewardCredits)} when your remix succeeds. You pay the usual price.`
              : "Your picture will say what it was made from."}
          </p>
        </div>
        <TextButton className="shrink-0 type-small" onClick={() => change({ remix: undefined })}>
          Not a remix
        </TextButton>
      </div>
      {TIERS[tier].takesSeed ? (
        <Checkbox
          label="Keep its seed, to stay close to it"
          checked={keepsSeed}
          onChange={({ target }) =>
            change(target.checked ? { seed, isSeedLocked: true } : { seed: undefined, isSeedLocked: false })
          }
        />
      ) : null}
    </section>
  );
}
