import { isId } from "@/lib/core/ids";
import type { Ctx, ModeratorActor } from "@/lib/db/ctx";
import type { DecisionInput } from "./contract";
import { decideComment } from "./decide-comment";
import { decidePost } from "./decide-post";

/** A decision about a case, which its id tells to be a post or a comment. */
export const decide = (ctx: Ctx<ModeratorActor>, id: string, input: DecisionInput): Promise<{ decisionId: string }> =>
  isId("comment", id) ? decideComment(ctx, id, input) : decidePost(ctx, id, input);
