import { BASE_PRICE_PAISE_PER_CREDIT, formatPaise } from "@/lib/core/money";
import { PictureWall } from "./picture-wall";
import { LANDING_PICTURES } from "./pictures";
import { PromptBox } from "./prompt-box";
import { SiteFooter } from "./site-footer";

type Props = {
  isSignedIn: boolean;
  /** Prices in force, credits. */
  standardCredits: number;
  largestCredits: number;
  welcomeCredits: number;
};

const inRupees = (credits: number) => formatPaise(Math.round(credits * BASE_PRICE_PAISE_PER_CREDIT));

/** Promise and prompt left, pictures right, four facts as the foot; on phones a strip, the promise, and the prompt docked. */
export function Landing({ isSignedIn, standardCredits, largestCredits, welcomeCredits }: Props) {
  const standardPrice = inRupees(standardCredits);
  const welcome = `${welcomeCredits} free ${welcomeCredits === 1 ? "credit" : "credits"}`;
  return (
    <>
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        <div className="flex flex-1 flex-col wide:min-h-landing wide:flex-row wide:gap-14 wide:px-12">
          <div className="wide:order-2 wide:flex-1">
            <PictureWall pictures={LANDING_PICTURES} />
          </div>
          <div className="flex flex-col px-inset pt-6 fold:pb-10 wide:order-1 wide:w-1/2 wide:max-w-135 wide:px-0 wide:pt-10 wide:pb-12">
            <h1 className="type-display">
              <span className="wide:block">Say it. </span>
              <span className="wide:block">See it. </span>
              <span className="block">{standardPrice} a picture.</span>
            </h1>
            <p className="mt-4 max-w-md text-ink-2 type-lead wide:mt-8">
              Type an idea in English or{" "}
              <span lang="hi" className="font-promise">
                हिन्दी
              </span>
              . Know the price before you start. If the picture fails, your credits come back by themselves.
            </p>
            <div className="sticky bottom-0 z-dock -mx-4 mt-6 border-t border-line bg-surface px-4 pt-4 pb-3 fold:static fold:mx-0 fold:max-w-135 fold:border-0 fold:bg-transparent fold:p-0 wide:mt-8">
              <PromptBox isSignedIn={isSignedIn} />
              {isSignedIn || welcomeCredits === 0 ? null : (
                <p className="mt-2 text-center text-ink-2 type-small fold:mt-4 fold:text-left">
                  {welcome} when you verify your e-mail. No card.
                </p>
              )}
            </div>
          </div>
        </div>
        <div className="border-t border-line">
          <ul className="grid gap-x-8 gap-y-5 px-inset py-8 fold:grid-cols-2 wide:grid-cols-4 wide:px-12">
            <Fact figure={standardPrice}>a Standard picture. 4K costs {inRupees(largestCredits)}.</Fact>
            <Fact figure="₹0">when a picture fails.</Fact>
            <Fact figure={String(welcomeCredits)}>
              free {welcomeCredits === 1 ? "credit" : "credits"} when you verify your e-mail.
            </Fact>
            <Fact figure="Yours">Every picture kept, with its recipe.</Fact>
          </ul>
        </div>
      </main>
      <SiteFooter />
    </>
  );
}

function Fact({ figure, children }: { figure: string; children: React.ReactNode }) {
  return (
    <li className="flex items-center gap-3.5">
      <span className="shrink-0 type-figure">{figure}</span>
      <span className="text-ink-2 type-small">{children}</span>
    </li>
  );
}
