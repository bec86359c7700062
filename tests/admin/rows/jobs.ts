import { openJob } from "../open-job";
import type { AdminRow, AdminRows, Team } from "../team";
import { somebody } from "../team";

const about = async ({ studio }: Team) => ({ params: { id: await openJob(studio, await studio.newUser(5)) } });
const acting = (action: string): AdminRow => ({
  ...{ role: "admin", status: 200, action },
  prepare: async (team) => ({ ...(await about(team)), body: { reason: "It has been waiting for long." } }),
});

export const JOB_ROWS: AdminRows = {
  "GET /api/admin/jobs": { role: "admin", status: 200 },
  "GET /api/admin/users/{id}/jobs": {
    role: "admin",
    status: 200,
    prepare: async (team) => ({ params: { id: await somebody(team) } }),
  },
  "GET /api/admin/jobs/{id}": { role: "admin", status: 200, prepare: about },
  "POST /api/admin/jobs/{id}/retry": acting("job.retry"),
  "POST /api/admin/jobs/{id}/refund": acting("job.refund"),
};
