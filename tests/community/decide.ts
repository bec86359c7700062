import type { World } from "@/lib/db/ctx";
import type { Guideline } from "@/lib/domain/review/contract";
import { decidePost } from "@/lib/domain/review/decide-post";

/** A decision from the command line: whatever was decided before, nobody has a stake. */
export async function decideAsSystem(
  world: World,
  { postId, deed, reason = "", rule }: { postId: string; deed: "restore" | "hide"; reason?: string; rule?: Guideline },
): Promise<string> {
  const ctx = {
    ...world,
    actor: { kind: "system" as const },
    requestId: "req_test",
    ip: "",
    userAgent: "",
    deviceId: "",
  };
  const latest = await world.db.moderationDecision.findFirst({ where: { postId }, orderBy: { seq: "desc" } });
  const input = {
    deed,
    reason,
    after: latest?.id ?? null,
    ...(deed === "hide" ? { rule: rule ?? ("spam" as const) } : {}),
  };
  return (await decidePost(ctx, postId, input)).decisionId;
}
