import type { Metadata } from "next";
import { ReadingList, ReadingPage, ReadingSection } from "@/components/landing/reading-page";
import { TextLink } from "@/components/ui/text-link";
import { GUIDELINE_KEYS, GUIDELINES, type Guideline } from "@/lib/domain/review/contract";
import { readClocks } from "@/lib/domain/settings/reads";
import { pageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Community guidelines" };

/** What each rule means, beyond its one sentence. */
const MEANING: Record<Guideline, string> = {
  sexual: "Bare skin in art, medicine or sport is not the point; arousal is. Such posts are taken down.",
  minors:
    "There is no context that makes it acceptable. Such pictures are deleted, the evidence is kept, and it is reported.",
  violence: "Conflict may be shown. Suffering shown for pleasure, and calls for violence, may not.",
  hate: "Religion, caste, sex, gender, orientation, origin, disability, language: nobody is lessened for what they are.",
  harassment: "Disagree with what people say. Don’t threaten them, hunt them, or expose their private life.",
  real_person:
    "Not sexually, not in a false light, not as if they recommended something. Public figures may be caricatured.",
  copyright: "Style is free, a copy is not. Don’t use logos so that people take your picture for the brand’s.",
  spam: "No miracle cures, no fake shops, no ten posts of the same thing, no buying of likes.",
  personal_data: "Neither your own nor other people’s: titles, comments and tags are read by everybody.",
  other: "What the law forbids, and what makes this a worse place in a way that nobody foresaw.",
};

const hours = (count: number) => (count % 24 === 0 && count > 24 ? `${count / 24} days` : `${count} hours`);

export default async function GuidelinesPage() {
  const clocks = await readClocks(await pageCtx());
  return (
    <ReadingPage
      title="Community guidelines"
      since="23 November 2026"
      summary={
        <p>
          Make what you like; publish what others can stand to see. Every decision names the rule and what it is about,
          and every decision can be appealed, free, to somebody else.
        </p>
      }
    >
      <ReadingSection title="The rules">
        <ReadingList>
          {GUIDELINE_KEYS.map((key) => (
            <li key={key} id={key}>
              <strong className="font-strong">{GUIDELINES[key]}</strong> {MEANING[key]}
            </li>
          ))}
        </ReadingList>
      </ReadingSection>
      <ReadingSection title="How it is kept">
        <p>
          A machine looks at each picture before it is published, and at words as they are written. It refuses only what
          is never allowed; what it doubts waits for a person. Enough reports hide a post until a person has looked;
          everybody may report, once, and the author does not learn who did.
        </p>
        <p>
          A person decides within {hours(clocks.reportHours)}, and within {hours(clocks.urgentReportHours)} where
          children or sexual content are concerned. What was held is looked at within {hours(clocks.heldHours)}.
        </p>
      </ReadingSection>
      <ReadingSection title="What can happen">
        <ReadingList>
          <li>Nothing: most reports come to that, and the author never hears of them.</li>
          <li>A warning: the post stays, and you read what was too close to the line.</li>
          <li>Hidden: nobody but you sees the post. The picture stays yours.</li>
          <li>
            Deleted: for what nobody should keep. The evidence is sealed for {clocks.evidenceDays} days, then erased.
          </li>
          <li>Suspended, for a time or without an end. What you paid for and runs is finished or refunded.</li>
        </ReadingList>
      </ReadingSection>
      <ReadingSection title="If you disagree">
        <p>
          Appeal on the page of the decision: it is free, once for each decision, and somebody else decides, within{" "}
          {hours(clocks.appealHours)}. Where an installation has one moderator only, the same person may look again
          after 24 hours, and the record says so. Anything else goes to the{" "}
          <TextLink href="/grievance" variant="plain">
            grievance officer
          </TextLink>
          . How often we were wrong stands on the page{" "}
          <TextLink href="/transparency" variant="plain">
            Transparency
          </TextLink>
          .
        </p>
      </ReadingSection>
    </ReadingPage>
  );
}
