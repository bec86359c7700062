import type { AdminRows } from "../team";
import { ANALYTICS_ROWS } from "./analytics";
import { AUDIT_ROWS } from "./audit";
import { CATALOGUE_ROWS } from "./catalogue";
import { JOB_ROWS } from "./jobs";
import { LEDGER_ROWS } from "./ledger";
import { PAYMENT_ROWS } from "./payments";
import { PROVIDER_ROWS } from "./providers";
import { REVIEW_ROWS } from "./review";
import { SETTINGS_ROWS } from "./settings";
import { USER_ROWS } from "./users";

/** Every operation below /api/admin; one without a row fails the matrix by role. */
export const ADMIN_ROWS: AdminRows = {
  ...ANALYTICS_ROWS,
  ...AUDIT_ROWS,
  ...REVIEW_ROWS,
  ...PROVIDER_ROWS,
  ...CATALOGUE_ROWS,
  ...SETTINGS_ROWS,
  ...USER_ROWS,
  ...JOB_ROWS,
  ...PAYMENT_ROWS,
  ...LEDGER_ROWS,
};
