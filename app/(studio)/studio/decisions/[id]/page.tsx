import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AppealDecision } from "@/components/decisions/appeal-decision";
import { PageHeader } from "@/components/shell/page-header";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { AppError } from "@/lib/core/errors";
import { fullTime } from "@/lib/core/ist-time";
import type { OwnDecisionView } from "@/lib/domain/review/contract";
import { readOwnDecision } from "@/lib/domain/review/own-decision";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "A decision about you" };

const HEADINGS: Record<string, string> = {
  held: "Held for review",
  hidden: "Hidden by a moderator",
  deleted: "Deleted by a moderator",
  warned: "A warning",
  kept: "The decision stands",
  suspended: "Your account was suspended",
  restored: "Live again",
  undone: "A decision was taken back",
};
const MEANING: Record<string, string> = {
  hidden: "Nobody but you sees it. The picture stays in My Creations.",
  deleted: "Nobody sees it any more. It is kept sealed for a while, in case the decision was wrong.",
  warned: "Nothing was taken down. A next time may end otherwise.",
  suspended: "Your credits, pictures and purchases stay yours.",
};
const ANSWERS = {
  open: "You have asked for another look. Somebody else decides, and you hear of it.",
  upheld: "Your appeal was agreed to.",
  rejected: "Your appeal was looked at by somebody else, and the decision stands.",
} as const;

/** One decision in full: what, by which rule, about which field, why, and the way to appeal. */
export default async function DecisionPage({ params }: PageProps<"/studio/decisions/[id]">) {
  const ctx = await signedInPageCtx();
  const decision = await readOwnDecision(ctx, (await params).id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  return (
    <div className="flex w-full max-w-reading flex-col gap-5 px-inset pt-4 pb-12 fold:pt-8">
      <PageHeader title={HEADINGS[decision.action] ?? "A decision"} />
      {MEANING[decision.action] ? <p>{MEANING[decision.action]}</p> : null}
      <Facts items={factsOf(decision)} />
      {decision.appeal ? <Notice tone="wash">{ANSWERS[decision.appeal.state]}</Notice> : null}
      {decision.canAppeal ? (
        <div className="flex flex-wrap items-center gap-4">
          <AppealDecision decisionId={decision.id} />
          <TextLink href="/guidelines">Community guidelines</TextLink>
        </div>
      ) : (
        <p className="text-ink-2">
          Anything else goes to the{" "}
          <TextLink variant="plain" href="/grievance">
            grievance officer
          </TextLink>
          ; quote {decision.id}.
        </p>
      )}
    </div>
  );
}

function factsOf({ about, ruleText, field, reason, until, createdAt }: OwnDecisionView) {
  return [
    ...(about ? [{ name: "What", value: <span className="wrap-anywhere">{about}</span> }] : []),
    ...(ruleText ? [{ name: "The rule", value: ruleText }] : []),
    ...(field ? [{ name: "It is about", value: `the ${field}` }] : []),
    ...(reason ? [{ name: "In the moderator’s words", value: <span className="wrap-anywhere">{reason}</span> }] : []),
    ...(until ? [{ name: "Until", value: fullTime(until) }] : []),
    { name: "When", value: fullTime(createdAt) },
  ];
}
