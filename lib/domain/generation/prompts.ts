import type { QueryOf } from "@/lib/core/endpoint";
import { notFound } from "@/lib/core/errors";
import { DEFAULT_LIMIT, decodeInstantCursor, type Page, toPage } from "@/lib/core/page";
import { cleanLine } from "@/lib/core/text";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import type { PromptView, promptsEndpoint } from "./contract";

type Row = { id: string; prompt: string; last_used_at: Date; used_key: string };

/** The actor's own prompts, last used first; `q` finds any part in any script. */
export async function listPrompts(
  ctx: Ctx<UserActor>,
  query: QueryOf<typeof promptsEndpoint>,
): Promise<Page<PromptView>> {
  const limit = query.limit ?? DEFAULT_LIMIT;
  const [usedAt, id] = query.cursor ? decodeInstantCursor(query.cursor) : [null, null];
  const wanted = cleanLine(query.q ?? "");
  const { rows } = await ctx.pool.query<Row>(
    `SELECT id, prompt, last_used_at, last_used_at::text AS used_key FROM prompt_history
      WHERE user_id = $1 AND ($2 = '' OR strpos(lower(prompt), lower($2)) > 0)
        AND ($3::timestamptz IS NULL OR (last_used_at, id) < ($3::timestamptz, $4)) ORDER BY last_used_at DESC, id DESC LIMIT $5`,
    [ctx.actor.userId, wanted, usedAt, id, limit + 1],
  );
  return toPage(
    rows,
    limit,
    (row) => [row.used_key, row.id],
    (row) => ({ id: row.id, prompt: row.prompt, lastUsedAt: row.last_used_at.toISOString() }),
  );
}

/** Forgets a prompt; throws `not_found`, also for somebody else's. */
export async function deletePrompt(ctx: Ctx<UserActor>, id: string): Promise<void> {
  const { count } = await ctx.db.promptHistory.deleteMany({ where: { id, userId: ctx.actor.userId } });
  if (count === 0) throw notFound("This prompt");
}
