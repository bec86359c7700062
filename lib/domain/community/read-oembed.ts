import { notFound } from "@/lib/core/errors";
import type { Ctx, Nobody, UserActor } from "@/lib/db/ctx";
import type { OembedView } from "./contract";
import { readPost } from "./read-post";

/** What other sites embed (oEmbed 1.0, type photo); only of what anybody may see, whoever asks. Throws `not_found`. */
export async function readOembed(ctx: Ctx<Nobody | UserActor>, address: string): Promise<OembedView> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const postId = /^\/studio\/community\/([^/]+)\/?$/.exec(url?.pathname ?? "")?.[1];
  if (!url || !postId || url.origin !== new URL(ctx.env.APP_URL).origin) throw notFound("This page");
  const post = await readPost({ ...ctx, actor: { kind: "nobody" } }, postId);
  const at = (path: string) => new URL(path, ctx.env.APP_URL).href;
  return {
    version: "1.0",
    type: "photo",
    title: `${post.title} (AI-generated)`,
    author_name: post.author.name,
    author_url: at(`/u/${post.author.handle}`),
    provider_name: "Community AI Studio",
    provider_url: at("/"),
    url: at(post.imageUrl),
    width: post.width,
    height: post.height,
  };
}
