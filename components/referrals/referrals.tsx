import type { ReactNode } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { Progress } from "@/components/ui/progress";
import { formatCredits } from "@/lib/core/credits";
import { dayName } from "@/lib/core/ist-time";
import type { ReferralState, ReferralsView, ReferralView } from "@/lib/domain/referrals/contract";
import type { MilestonesView } from "@/lib/domain/rewards/contract";
import { InviteActions } from "./invite-actions";
import { Milestones } from "./milestones";
import { QrCode } from "./qr-code";

const PER_BONUS = 10;

type Props = { referrals: ReferralsView; milestones: MilestonesView; nowMs: number };

/** One's own invitation, what it brought, and what else brings credits. */
export function Referrals({ referrals, milestones, nowMs }: Props) {
  const { terms, nextMilestone, joined } = referrals;
  return (
    <div className="flex w-full max-w-5xl flex-col gap-8 px-inset pt-2 pb-16 fold:pt-7">
      <PageHeader title="Invite" />
      <Invitation referrals={referrals} />
      <dl className="grid grid-cols-3 gap-3 fold:gap-6">
        <Figure value={joined} name="joined" />
        <Figure value={referrals.creditsEarned} name="credits earned" />
        <Figure value={referrals.creditsBooked} name="credits on the way" />
      </dl>
      {nextMilestone.credits > 0 ? (
        <div className="flex flex-col gap-2">
          <p>
            {nextMilestone.missing === 1 ? "One more invitation" : `${nextMilestone.missing} more invitations`} that
            count, and {formatCredits(nextMilestone.credits)} come on top.
          </p>
          <Progress
            label="Invitations that count, of ten"
            value={1 - nextMilestone.missing / PER_BONUS}
            className="max-w-reading"
          />
          <p className="max-w-reading text-ink-2 type-small">
            One counts when its reward is paid, and who joined has bought credits once, or has made three pictures and
            still makes them after a week.
          </p>
        </div>
      ) : null}
      <Section title="Who joined">
        {joined === 0 ? (
          <EmptyState emoji="🤝" title="Nobody yet" level={3} className="py-8">
            Send your link to somebody who has ideas. {formatCredits(terms.refereeCredits)} are waiting for them.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line border-y border-line">
            {referrals.referrals.map((one) => (
              <Referee key={`${one.joinedAt}${one.name}`} referee={one} nowMs={nowMs} />
            ))}
          </ul>
        )}
      </Section>
      <Section title="Milestones">
        <p className="text-ink-2">Each once. So far they have brought you {formatCredits(milestones.creditsEarned)}.</p>
        <Milestones items={milestones.items} />
      </Section>
    </div>
  );
}

function Invitation({ referrals: { link, code, terms } }: Pick<Props, "referrals">) {
  const text = `Make pictures with me in Community AI Studio. You start with ${formatCredits(terms.refereeCredits)} extra.`;
  return (
    <section
      aria-label="Your invitation"
      className="flex flex-col gap-6 rounded-card border border-line bg-surface p-5 fold:flex-row fold:items-center fold:p-7"
    >
      <div className="flex min-w-0 flex-1 flex-col gap-4">
        <h2 className="type-title text-balance">
          {formatCredits(terms.refereeCredits)} for them, {formatCredits(terms.referrerCredits)} for you
        </h2>
        <p className="max-w-reading text-ink-2">
          Whoever joins by your link gets {formatCredits(terms.refereeCredits)} on confirming their e-mail address.
          Yours are booked with their first picture and paid after {terms.holdDays} days, or as soon as they buy
          credits. Accounts that look like one person’s are looked at by a person first.
        </p>
        <p className="truncate rounded-control bg-sunken px-4 py-3 font-strong select-all">{link}</p>
        <InviteActions link={link} text={text} />
      </div>
      <figure className="flex flex-col items-center gap-2">
        <QrCode text={link} label={`Your link as a QR code: ${link}`} className="size-48 rounded-picture" />
        <figcaption className="text-ink-2 type-small">
          Code <span className="font-strong text-ink select-all">{code}</span>
        </figcaption>
      </figure>
    </section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h2 className="type-heading">{title}</h2>
      {children}
    </section>
  );
}

const STATES: Record<ReferralState, { words: (credits: number) => string; tone: BadgeTone }> = {
  joined: { words: () => "Joined", tone: "plain" },
  verified: { words: () => "Confirmed", tone: "plain" },
  booked: { words: (credits) => `${formatCredits(credits)} on the way`, tone: "marigold" },
  paid: { words: (credits) => `${formatCredits(credits)} paid`, tone: "good" },
  review: { words: () => "Being looked at", tone: "plain" },
  refused: { words: () => "Not paid", tone: "plain" },
};
const NEXT: Partial<Record<ReferralState, string>> = {
  joined: "has not confirmed the address yet",
  verified: "has not made a picture yet",
  review: "a person looks at it before it is paid",
  refused: "a person looked at it: the two accounts look like one person's",
};

/** "today", "on 30 November" */
const onDay = (at: string, nowMs: number) => {
  const name = dayName(at, nowMs);
  return /^\d/.test(name) ? `on ${name}` : name.toLowerCase();
};

function Referee({ referee, nowMs }: { referee: ReferralView; nowMs: number }) {
  const { name, state, joinedAt, dueAt, credits } = referee;
  const next = dueAt ? `paid ${onDay(dueAt, nowMs)}` : NEXT[state];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="truncate font-strong">
          <bdi>{name}</bdi>
        </p>
        <p className="text-ink-2 type-small">
          Joined {onDay(joinedAt, nowMs)}
          {next ? `, ${next}` : ""}
        </p>
      </div>
      <Badge tone={STATES[state].tone}>{STATES[state].words(credits)}</Badge>
    </li>
  );
}
