import { openJob } from "../open-job";
import type { AdminRow, AdminRows, Team } from "../team";
import { somebody } from "../team";

const about = async ({ studio }: Team, changes = {}) => ({
  params: { id: await openJob(studio, await studio.newUser(5), changes) },
});
const acting = (action: string, changes: () => Record<string, unknown>): AdminRow => ({
  ...{ role: "admin", status: 200, action },
  prepare: async (team) => ({ ...(await about(team, changes())), body: { reason: "It has been waiting for long." } }),
});
/** Sent, and its answer lost: looking again asks the image service and has it make nothing. */
const lost = () => ({ state: "submitting", createStartedAt: new Date(), submittedAt: new Date(), submitAttempts: 1 });

export const JOB_ROWS: AdminRows = {
  "GET /api/admin/jobs": { role: "admin", status: 200 },
  "GET /api/admin/users/{id}/jobs": {
    role: "admin",
    status: 200,
    prepare: async (team) => ({ params: { id: await somebody(team) } }),
  },
  "GET /api/admin/jobs/{id}": { role: "admin", status: 200, prepare: (team) => about(team) },
  "POST /api/admin/jobs/{id}/retry": acting("job.retry", lost),
  "POST /api/admin/jobs/{id}/refund": acting("job.refund", () => ({})),
};
