import { referralsEndpoint } from "@/lib/domain/referrals/contract";
import { readReferrals } from "@/lib/domain/referrals/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(referralsEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx }) => readReferrals(ctx)),
);
