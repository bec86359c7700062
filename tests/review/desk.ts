import { newMember } from "@/tests/admin/team";
import { FEED, hangPosts, POSTS } from "@/tests/community/posts";
import { type Answer, type Caller, openStudio, type Studio } from "@/tests/generation/studio";

export const CASES = "/api/admin/moderation/cases";
export const QUEUE = "/api/admin/moderation";

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** A studio with two moderators, an admin, an author and somebody who reports. */
export async function openDesk() {
  const studio: Studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  const [first, second, admin] = await Promise.all([
    newMember(studio, "moderator"),
    newMember(studio, "moderator"),
    newMember(studio, "admin"),
  ]);
  const [author, reporter] = await Promise.all([studio.newUser(5), studio.newUser()]);
  const one = async (title = "Doubtful"): Promise<string> =>
    (await hangPosts(studio, author, { count: 1, title }))[0] ?? "";
  const report = (postId: string, reason = "spam", who: Caller = reporter) =>
    who.send("POST", `${POSTS}/${postId}/report`, { reason, details: "Look at this." });
  return {
    ...{ studio, first, second, admin, author, reporter, one, report },
    reported: async (title?: string, reason?: string): Promise<string> => {
      const postId = await one(title);
      await report(postId, reason);
      return postId;
    },
    held: async (title?: string): Promise<string> => {
      const postId = await one(title);
      await studio.sql("UPDATE post SET status = 'held', hold_rule = 'picture', hold_field = 'picture' WHERE id = $1", [
        postId,
      ]);
      return postId;
    },
    caseOf: async (id: string, who: Caller = first) => (await who.get(`${CASES}/${id}`)).body,
    /** As the page does: by the decision that it saw last. */
    decide: async (
      id: string,
      deed: string,
      fields: Record<string, unknown> = {},
      who: Caller = first,
    ): Promise<Answer> => {
      const { after } = (await who.get(`${CASES}/${id}`)).body;
      const rule = ["hide", "warn", "delete", "suspend"].includes(deed) ? { rule: "spam" } : {};
      return who.send("POST", `${CASES}/${id}/decision`, { deed, after: after ?? null, ...rule, ...fields });
    },
    undo: (decisionId: string, who: Caller = first) =>
      who.send("POST", `/api/admin/moderation/decisions/${decisionId}/undo`),
    queue: async (queue = "", who: Caller = first): Promise<string[]> =>
      (await who.get(`${QUEUE}?limit=100${queue ? `&queue=${queue}` : ""}`)).body.items.map(
        ({ id }: { id: string }) => id,
      ),
    isFound: async (postId: string, who: Caller = reporter): Promise<boolean> =>
      (await who.get(`${FEED}?limit=100`)).body.items.some(({ id }: { id: string }) => id === postId),
    sentences: async (who: Caller): Promise<string[]> =>
      (await who.get("/api/notifications?limit=100")).body.items.map(({ text }: { text: string }) => text),
    statusOf: async (postId: string): Promise<string> =>
      (await studio.sql<{ status: string }>("SELECT status FROM post WHERE id = $1", [postId]))[0]?.status ?? "",
    reports: async (postId: string): Promise<string[]> =>
      (await studio.sql<{ state: string }>("SELECT state FROM report WHERE post_id = $1 ORDER BY id", [postId])).map(
        ({ state }) => state,
      ),
  };
}
