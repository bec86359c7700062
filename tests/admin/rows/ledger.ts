import { eventually } from "@/tests/generation/studio";
import type { AdminRows } from "../team";

export const LEDGER_ROWS: AdminRows = {
  "GET /api/admin/ledger": { role: "admin", status: 200 },
  "POST /api/admin/ledger/checks": {
    role: "admin",
    status: 202,
    prepare: async ({ studio }) => {
      const open = "SELECT FROM ledger_check WHERE finished_at IS NULL";
      await eventually("the end of the last check", async () => (await studio.sql(open)).length === 0);
      return {};
    },
    action: "ledger.check",
  },
};
