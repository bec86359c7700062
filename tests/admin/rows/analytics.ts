import type { AdminRows } from "../team";

export const ANALYTICS_ROWS: AdminRows = { "GET /api/admin/analytics": { role: "admin", status: 200 } };
