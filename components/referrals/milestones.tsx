import { Badge } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import { formatCredits } from "@/lib/core/credits";
import { dayAndTime } from "@/lib/core/ist-time";
import type { MilestonesView } from "@/lib/domain/rewards/contract";

type Milestone = MilestonesView["items"][number];

const NAMES: Record<Milestone["key"], string> = {
  first_post: "Your first public post",
  posts_10: "10 public posts",
  posts_50: "50 public posts",
  posts_100: "100 public posts",
  likes_100: "100 likes on one post",
  streak_7: "A picture on seven days in a row",
};

/** What brings credits besides invitations, each once, and how far one is. */
export function Milestones({ items }: Pick<MilestonesView, "items">) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {items
        .filter(({ credits }) => credits > 0)
        .map((one) => (
          <li key={one.key} className="flex items-center gap-4 py-3">
            <div className="flex min-w-0 flex-1 flex-col gap-1 fold:flex-row fold:items-center fold:gap-4">
              <span className="min-w-0 flex-1">{NAMES[one.key]}</span>
              {one.reachedAt ? (
                <span className="text-ink-2 type-small">{dayAndTime(one.reachedAt)}</span>
              ) : (
                <span className="flex w-40 items-center gap-2 text-ink-2 type-small">
                  <Progress label={NAMES[one.key]} value={one.progress / one.goal} />
                  <span className="w-12 shrink-0 text-right tabular-nums">
                    {one.progress}/{one.goal}
                  </span>
                </span>
              )}
            </div>
            <span className="flex w-24 justify-end">
              <Badge tone={one.reachedAt ? "good" : "plain"}>+{formatCredits(one.credits)}</Badge>
            </span>
          </li>
        ))}
    </ul>
  );
}
