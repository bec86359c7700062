import type { Route } from "next";
import { TextLink } from "@/components/ui/text-link";

type Props = { of: { id: string; handle: string; name: string } };

/** Somebody in a list: name and handle, leading to their page among the team's. */
export function PersonLink({ of: { id, handle, name } }: Props) {
  return (
    <span className="block min-w-36">
      <TextLink variant="quiet" href={`/admin/users/${id}` as Route} className="font-strong fold:min-h-0">
        {name}
      </TextLink>
      <span className="block text-ink-2 type-small">@{handle}</span>
    </span>
  );
}
