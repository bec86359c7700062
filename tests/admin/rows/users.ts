import { newId } from "@/lib/core/ids";
import type { AdminRow, AdminRows, Team } from "../team";
import { somebody } from "../team";

const about = async (team: Team) => ({ params: { id: await somebody(team, 5) } });

/** Credits for somebody that wait for a person. */
async function waiting({ studio }: Team): Promise<string> {
  const { userId: accountId } = await studio.newUser();
  const id = newId("grant");
  const key = `welcome:${accountId}`;
  const grant = { id, accountId, units: 300, reason: "welcome", reference: accountId, key, cause: "budget" };
  await studio.world.db.pendingGrant.create({ data: grant });
  return id;
}
const resolving = (action: string): AdminRow => ({
  ...{ role: "admin", status: 200, action },
  prepare: async (team) => ({ params: { id: await waiting(team) }, body: { reason: "Looked at it." } }),
});

/** An adjustment that the second admin asked for and the first has to agree to. */
async function asked(team: Team): Promise<string> {
  const id = await somebody(team, 5);
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  const wish = { credits: 500, reason: "Prize of the contest." };
  return (await team.secondAdmin.send("POST", `/api/admin/users/${id}/adjustments`, wish, headers)).body.id;
}
const deciding = (action: string): AdminRow => ({
  ...{ role: "admin", status: 200, action },
  prepare: async (team) => ({ params: { id: await asked(team) }, body: { reason: "Looked at it." } }),
});

export const USER_ROWS: AdminRows = {
  "GET /api/admin/users": { role: "admin", status: 200 },
  "GET /api/admin/users/{id}": { role: "admin", status: 200, prepare: about },
  "GET /api/admin/users/{id}/ledger": { role: "admin", status: 200, prepare: about },
  "PATCH /api/admin/users/{id}/role": {
    role: "admin",
    status: 200,
    prepare: async (team) => ({ ...(await about(team)), body: { role: "moderator", reason: "Helps out." } }),
    action: "user.role",
  },
  "POST /api/admin/users/{id}/adjustments": {
    role: "admin",
    status: 201,
    prepare: async (team) => ({ ...(await about(team)), body: { credits: 2.5, reason: "A picture came blank." } }),
    action: "adjustment.create",
  },
  "GET /api/admin/adjustments": { role: "admin", status: 200 },
  "POST /api/admin/adjustments/{id}/approve": deciding("adjustment.approve"),
  "POST /api/admin/adjustments/{id}/refuse": deciding("adjustment.refuse"),
  "GET /api/admin/grants": { role: "admin", status: 200 },
  "POST /api/admin/grants/{id}/approve": resolving("grant.approve"),
  "POST /api/admin/grants/{id}/refuse": resolving("grant.refuse"),
};
