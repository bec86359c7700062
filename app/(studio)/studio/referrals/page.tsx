import type { Metadata } from "next";
import { Referrals } from "@/components/referrals/referrals";
import { readReferrals } from "@/lib/domain/referrals/reads";
import { listMilestones } from "@/lib/domain/rewards/reads";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Invite" };

export default async function ReferralsPage() {
  const ctx = await signedInPageCtx();
  const [referrals, milestones] = await Promise.all([readReferrals(ctx), listMilestones(ctx)]);
  return <Referrals referrals={referrals} milestones={milestones} nowMs={Date.now()} />;
}
