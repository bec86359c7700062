import type { Route } from "next";
import { ButtonLink } from "@/components/ui/button";
import type { PostDetailView } from "@/lib/domain/community/contract";
import { LikeButton } from "./like-button";

/** On phones what most people came for stands in the bottom bar's place. */
export function RemixDock({ post }: { post: PostDetailView }) {
  return (
    <div
      data-covers-bottom-bar
      className="fixed inset-x-0 bottom-0 z-bar flex gap-2 border-t border-line bg-surface px-inset pt-2 pb-[calc(--spacing(2)+env(safe-area-inset-bottom))] fold:hidden"
    >
      <ButtonLink variant="primary" size="large" href={`/studio?remix=${post.id}` as Route} className="grow">
        Remix
      </ButtonLink>
      <LikeButton postId={post.id} liked={post.liked} likes={post.likes} />
    </div>
  );
}
