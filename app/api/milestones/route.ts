import { milestonesEndpoint } from "@/lib/domain/rewards/contract";
import { listMilestones } from "@/lib/domain/rewards/reads";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(milestonesEndpoint, { auth: "user", rateLimit: "read" }, ({ ctx }) => listMilestones(ctx)),
);
