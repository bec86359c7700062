import type { Metadata } from "next";
import { ReadingList, ReadingPage, ReadingSection } from "@/components/landing/reading-page";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { TextAnchor, TextLink } from "@/components/ui/text-link";
import { pageCtx } from "@/lib/http/page-ctx";
import { contactAddress } from "../contact-address";

export const metadata: Metadata = { title: "Privacy" };

const KEPT: { what: string; why: string; howLong: string }[] = [
  {
    what: "Name, handle, e-mail address",
    why: "Your account, and mails about it: verification, password",
    howLong: "As long as the account exists",
  },
  {
    what: "Password",
    why: "Signing in. Kept only as an argon2id hash, which can’t be turned back",
    howLong: "Until you change it",
  },
  {
    what: "Sessions: device, network address, times",
    why: "Keeping you signed in; you see them in Settings and can end each one",
    howLong: "Until signed out or run out, 30 days unused",
  },
  {
    what: "Prompts and pictures, with their recipes",
    why: "Making, showing and keeping what you asked for",
    howLong: "Until you delete them, plus 30 days in the bin for pictures",
  },
  {
    what: "Movements of credits",
    why: "Books that prove what you paid and got back; they can’t be altered",
    howLong: "As long as tax and accounting law demands",
  },
  {
    what: "Who invited whom, and what each brought",
    why: "Credits for invitations. Who invited you sees your name and how far you are, nothing else",
    howLong: "As long as the account exists",
  },
  {
    what: "A random name of the browser, and a keyed fingerprint of the UPI id or card paid with",
    why: "Noticing accounts of one person that bring each other credits",
    howLong: "As long as the session or payment is kept",
  },
  {
    what: "Counts of requests by address and account",
    why: "Limits against abuse",
    howLong: "Hours",
  },
];

export default async function PrivacyPage() {
  const contact = contactAddress((await pageCtx()).env.MAIL_FROM);
  return (
    <ReadingPage
      title="Privacy notice"
      since="23 November 2026"
      summary={
        <p>
          We keep what is needed to make your pictures and to keep honest books. Nothing is sold, nothing is used for
          advertising, and no other company’s script runs on these pages.
        </p>
      }
    >
      <ReadingSection title="Who is responsible">
        <p>
          Whoever runs this installation of Community AI Studio is the data fiduciary under the Digital Personal Data
          Protection Act, 2023. We process your data because you asked for an account and gave your consent when you
          created it, and where a law obliges us to. The service is for people of 18 and older.
        </p>
      </ReadingSection>
      <ReadingSection title="What is kept, why, and for how long">
        <Table caption="Data kept, purposes and periods">
          <thead>
            <tr>
              <Th>What</Th>
              <Th>Why</Th>
              <Th>How long</Th>
            </tr>
          </thead>
          <tbody>
            {KEPT.map(({ what, why, howLong }) => (
              <Tr key={what}>
                <Td className="align-top font-strong">{what}</Td>
                <Td className="align-top text-ink-2">{why}</Td>
                <Td className="align-top text-ink-2">{howLong}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </ReadingSection>
      <ReadingSection title="Who else sees it">
        <p>Only those who do a part of the work, and only that part:</p>
        <ReadingList>
          <li>The image service (Replicate) gets the prompt and the size, without your name or address.</li>
          <li>The prompt enhancer (Google Gemini) gets the prompt when you press Enhance, and not otherwise.</li>
          <li>The mail service gets your address and the mails to it.</li>
        </ReadingList>
        <p>
          These services may work outside India. An installation that runs in its sandbox sends nothing out: there,
          pictures, enhancement and mail are simulated on the same machine, and the studio says so at the top.
        </p>
        <p>
          Don’t put into a prompt what you would not tell an image service: names, numbers, other people’s secrets.
          Authorities get data only where a law demands it.
        </p>
      </ReadingSection>
      <ReadingSection title="In every picture">
        <p>
          A downloaded file carries in its metadata that it was made by AI, and the identifier of its recipe. It carries
          neither your name nor your address.
        </p>
      </ReadingSection>
      <ReadingSection title="Cookies and the browser’s storage">
        <p>
          Two cookies keep you signed in and can’t be read by scripts. A third, just as hidden, gives this browser a
          random name; it serves only to notice when accounts that bring each other credits are one person’s. One
          remembers light or dark. The browser keeps your unfinished draft on your device. There are no others, so there
          is nothing to agree to in a banner.
        </p>
      </ReadingSection>
      <ReadingSection title="Your rights">
        <p>
          You may see your data, have it corrected, completed, updated or erased, withdraw your consent, name someone
          who acts for you if you can’t, and complain. Name and handle you change yourself in{" "}
          <TextLink variant="plain" href="/settings">
            Settings
          </TextLink>
          ; for the rest{" "}
          {contact ? (
            <>
              write to{" "}
              <TextAnchor variant="plain" href={`mailto:${contact}`}>
                {contact}
              </TextAnchor>
            </>
          ) : (
            <>answer any mail that this installation has sent you</>
          )}
          . We answer within 30 days. If that does not help, you may turn to the Data Protection Board of India.
        </p>
        <p>When data gets into wrong hands in spite of everything, we tell you and the Board without delay.</p>
      </ReadingSection>
    </ReadingPage>
  );
}
