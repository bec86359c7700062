import { hangPosts, POSTS } from "@/tests/community/posts";
import type { AdminRows, Team } from "../team";
import { somebody } from "../team";

/** A post of somebody's that somebody has reported. */
async function reported(team: Team): Promise<string> {
  const [postId = ""] = await hangPosts(team.studio, await team.studio.newUser(), { count: 1 });
  await team.user.send("POST", `${POSTS}/${postId}/report`, { reason: "spam" });
  return postId;
}
const decided = async (team: Team): Promise<string> => {
  const id = await reported(team);
  const body = { deed: "hide", rule: "spam", after: null };
  return (await team.moderator.send("POST", `/api/admin/moderation/cases/${id}/decision`, body)).body.decisionId;
};
const about = async (team: Team) => ({ params: { id: await reported(team) } });
const suspended = async (team: Team) => {
  const id = await somebody(team);
  await team.admin.send("POST", `/api/admin/users/${id}/suspend`, { rule: "spam", reason: "Spam." });
  return id;
};

export const REVIEW_ROWS: AdminRows = {
  "GET /api/admin/moderation": { role: "moderator", status: 200 },
  "GET /api/admin/moderation/cases/{id}": { role: "moderator", status: 200, prepare: about },
  // Looking at something changes nothing: claims run out by themselves.
  "POST /api/admin/moderation/cases/{id}/claim": { role: "moderator", status: 200, prepare: about, action: null },
  "DELETE /api/admin/moderation/cases/{id}/claim": { role: "moderator", status: 204, prepare: about, action: null },
  "POST /api/admin/moderation/cases/{id}/decision": {
    role: "moderator",
    status: 200,
    prepare: async (team) => ({ ...(await about(team)), body: { deed: "hide", rule: "spam", after: null } }),
    action: "moderation.hide",
  },
  "GET /api/admin/moderation/cases/{id}/{variant}": {
    role: "moderator",
    status: 404,
    prepare: async (team) => ({ params: { id: await reported(team), variant: "none" } }),
  },
  "POST /api/admin/moderation/decisions/{id}/undo": {
    role: "moderator",
    status: 200,
    prepare: async (team) => ({ params: { id: await decided(team) } }),
    action: "moderation.undo",
  },
  "GET /api/admin/appeals": { role: "moderator", status: 200 },
  "POST /api/admin/users/{id}/suspend": {
    role: "admin",
    status: 200,
    prepare: async (team) => ({ params: { id: await somebody(team) }, body: { rule: "spam", reason: "Spam." } }),
    action: "user.suspend",
  },
  "POST /api/admin/users/{id}/unsuspend": {
    role: "admin",
    status: 200,
    prepare: async (team) => ({ params: { id: await suspended(team) }, body: { reason: "Settled." } }),
    action: "user.unsuspend",
  },
  "GET /api/admin/tickets": { role: "moderator", status: 200 },
  "POST /api/admin/tickets/{id}/answer": {
    role: "moderator",
    status: 200,
    prepare: async (team) => {
      const filed = await team.user.send("POST", "/api/grievances", {
        ...{ name: "Asha", email: `asha${Math.random()}@example.in`, kind: "other" },
        body: "Something is not right here.",
      });
      return { params: { id: filed.body.id }, body: { answer: "It is right now, thank you." } };
    },
    action: "ticket.answer",
  },
};
