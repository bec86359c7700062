import type { AdminRows, Team } from "../team";
import { somebody } from "../team";

const about = async (team: Team) => ({ params: { id: await somebody(team, 5) } });

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
};
