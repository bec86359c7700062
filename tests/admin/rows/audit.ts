import type { AdminRows } from "../team";

export const AUDIT_ROWS: AdminRows = {
  "GET /api/admin/audit": { role: "admin", status: 200 },
  "GET /api/admin/audit/check": { role: "admin", status: 200 },
};
