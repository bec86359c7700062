import type { Endpoint } from "@/lib/core/endpoint";
import * as adjustments from "@/lib/domain/adjustments/contract";
import * as analytics from "@/lib/domain/analytics/contract";
import * as audit from "@/lib/domain/audit/contract";
import * as catalogAdmin from "@/lib/domain/catalog/admin-contract";
import * as catalog from "@/lib/domain/catalog/contract";
import * as collections from "@/lib/domain/collections/contract";
import * as comments from "@/lib/domain/community/comment-contract";
import * as community from "@/lib/domain/community/contract";
import * as creations from "@/lib/domain/creations/contract";
import * as adminJobs from "@/lib/domain/generation/admin-contract";
import * as generation from "@/lib/domain/generation/contract";
import * as grants from "@/lib/domain/grants/contract";
import * as health from "@/lib/domain/health/contract";
import * as identity from "@/lib/domain/identity/contract";
import * as ledger from "@/lib/domain/ledger/contract";
import * as ledgerChecks from "@/lib/domain/ledger-checks/contract";
import * as notifications from "@/lib/domain/notifications/contract";
import * as adminPayments from "@/lib/domain/payments/admin-contract";
import * as payments from "@/lib/domain/payments/contract";
import * as profiles from "@/lib/domain/profiles/contract";
import * as providerKeys from "@/lib/domain/provider-keys/contract";
import * as referrals from "@/lib/domain/referrals/contract";
import * as review from "@/lib/domain/review/contract";
import * as rewards from "@/lib/domain/rewards/contract";
import * as settings from "@/lib/domain/settings/contract";
import * as tickets from "@/lib/domain/tickets/contract";
import * as users from "@/lib/domain/users/contract";

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === "object" && value !== null && "method" in value && "path" in value;
}

/** Every endpoint of every contract, in the order people meet them. */
export const ENDPOINTS: readonly Endpoint[] = [
  identity,
  generation,
  creations,
  collections,
  community,
  comments,
  profiles,
  rewards,
  referrals,
  ledger,
  payments,
  catalog,
  notifications,
  review,
  settings,
  catalogAdmin,
  providerKeys,
  tickets,
  analytics,
  users,
  adjustments,
  grants,
  adminJobs,
  adminPayments,
  ledgerChecks,
  audit,
  health,
].flatMap((contract) => Object.values<unknown>(contract).filter(isEndpoint));
