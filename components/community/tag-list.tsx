import type { Route } from "next";
import { ChipLink } from "@/components/ui/chip";

/** The tags of a post; each leads to Explore with it alone. */
export function TagList({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return null;
  return (
    <ul aria-label="Tags" className="flex flex-wrap gap-2">
      {tags.map((tag) => (
        <li key={tag} className="min-w-0 max-w-full">
          <ChipLink
            isOn={false}
            href={`/studio/community?${new URLSearchParams({ tag })}` as Route}
            className="max-w-full"
          >
            <bdi className="truncate">#{tag}</bdi>
          </ChipLink>
        </li>
      ))}
    </ul>
  );
}
