import type { Metadata } from "next";
import { ReadingList, ReadingPage, ReadingSection } from "@/components/landing/reading-page";
import { TextAnchor, TextLink } from "@/components/ui/text-link";
import { formatCredits, unitsToCredits } from "@/lib/core/credits";
import { BASE_PRICE_PAISE_PER_CREDIT, formatPaise } from "@/lib/core/money";
import { readSettings } from "@/lib/domain/settings/reads";
import { pageCtx } from "@/lib/http/page-ctx";
import { contactAddress } from "../contact-address";

export const metadata: Metadata = { title: "Terms" };

export default async function TermsPage() {
  const ctx = await pageCtx();
  const { priceUnits, welcomeUnits } = await readSettings(ctx);
  const contact = contactAddress(ctx.env.MAIL_FROM);
  return (
    <ReadingPage
      title="Terms of use"
      since="23 November 2026"
      summary={
        <p>
          You pay for pictures that arrive and for nothing else. What you make is yours to use; what the law forbids is
          not made here, and every picture says that a machine made it.
        </p>
      }
    >
      <ReadingSection title="Who may use this">
        <p>
          You are 18 or older and may enter into a contract under Indian law. One person, one account; keep your
          password to yourself, because what is done with your account is done in your name. Whoever runs this
          installation of Community AI Studio is the other side of this contract, and is meant by “we”.
        </p>
      </ReadingSection>
      <ReadingSection title="Credits">
        <ReadingList>
          <li>
            A picture costs {formatCredits(unitsToCredits(priceUnits.standard))} in Standard,{" "}
            {unitsToCredits(priceUnits.premium2k)} in Premium 2K and {unitsToCredits(priceUnits.premium4k)} in Premium
            4K. The base price of a credit is {formatPaise(BASE_PRICE_PAISE_PER_CREDIT)}. The button says the price
            before you press it, and that price holds.
          </li>
          <li>
            A picture that fails, is cancelled, runs out of time, is blocked by the image service, or arrives smaller
            than promised gives all of its credits back, by itself, as credits. Your history shows both lines.
          </li>
          {welcomeUnits > 0 ? (
            <li>
              Verifying your e-mail gives {formatCredits(unitsToCredits(welcomeUnits))}, once per person. Addresses that
              are made to be thrown away get none, and a daily limit may apply.
            </li>
          ) : null}
          <li>
            Credits are a right to have pictures made here. They are not money, bear no interest, can’t be passed on,
            and are not paid out in cash, except where the law gives you that right.
          </li>
          <li>Prices may change for later pictures. They never change for one that you have already asked for.</li>
        </ReadingList>
      </ReadingSection>
      <ReadingSection title="Your pictures and your words">
        <p>
          Between you and us, your prompts and pictures belong to you. We store them, show them to you, send your prompt
          to the services that enhance it and make the picture, and do nothing else with them. You may use your pictures
          commercially. The law on who is the author of a picture made by a machine is not settled, so we can’t promise
          that you can forbid others a similar one: the same words may lead others to the same picture.
        </p>
        <p>
          We keep pictures until you delete them. A deleted picture stays in the bin for 30 days, so that it can be
          taken back.
        </p>
      </ReadingSection>
      <ReadingSection title="The AI label">
        <p>
          Indian rules require that pictures made by a machine can be recognised. Every file that leaves this service
          carries that in its metadata. Don’t remove the label, and don’t pass a picture off as a photograph of
          something that happened.
        </p>
      </ReadingSection>
      <ReadingSection title="What may not be made">
        <p>
          A prompt is checked before anything is charged. Refused are, among others: sexual content with minors, in any
          form; sexual imagery of real persons; instructions for or glorification of serious violence and other acts
          that the law forbids. Don’t use this service to deceive, to harass, to impersonate, to break somebody’s
          copyright or trade mark, or to get round its limits. We may refuse a prompt, remove a picture, and suspend an
          account that does these things; we say why, and you may answer at the address below. Content that involves the
          abuse of children is reported.
        </p>
      </ReadingSection>
      <ReadingSection title="What we promise, and what not">
        <p>
          We work with care, keep your credits in books that can’t be altered afterwards, and tell you what went wrong
          when something did. We can’t promise that the service is always there, or that a picture looks as you imagined
          it: an outcome that you merely do not like is not a failure, and is not refunded. As far as the law allows,
          our liability is limited to what you paid in the twelve months before; it is not limited for intent, gross
          negligence, or rights that consumer law gives you.
        </p>
      </ReadingSection>
      <ReadingSection title="Ending it, changing it, disagreeing">
        <p>
          You may stop at any time. We may end an account that breaks these terms. When the terms change in a way that
          matters to you, we say so before it counts. Indian law applies, and the courts at your place of residence in
          India remain open to you as a consumer.
        </p>
        <p>
          For complaints about content, an account or these terms{" "}
          {contact ? (
            <>
              write to the grievance officer at{" "}
              <TextAnchor variant="plain" href={`mailto:${contact}`}>
                {contact}
              </TextAnchor>
              .
            </>
          ) : (
            <>write to the grievance officer of this installation by answering any mail that it has sent you.</>
          )}{" "}
          You hear from us within 24 hours, and have a decision within 15 days. How we handle personal data is in the{" "}
          <TextLink variant="plain" href="/privacy">
            privacy notice
          </TextLink>
          .
        </p>
      </ReadingSection>
    </ReadingPage>
  );
}
