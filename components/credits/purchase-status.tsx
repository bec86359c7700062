import { classNames } from "@/components/ui/class-names";
import { Notice } from "@/components/ui/notice";
import { TextButton } from "@/components/ui/text-link";
import type { Purchase } from "./purchase";
import { sayPurchase } from "./purchase-words";

const TONES = {
  waiting: "wash",
  dismissed: "plain",
  failed: "bad",
  refused: "bad",
} as const;

type Props = { purchase: Purchase; onGiveUp: () => void; ref: React.Ref<HTMLDivElement> };

/**
 * Where the purchase stands, in a sentence: above the button where the summary is docked to the foot of the window, beneath it otherwise, so that
 * the button stays where it was pressed. The page's live region says the same.
 */
export function PurchaseStatus({ purchase, onGiveUp, ref }: Props) {
  const said = sayPurchase(purchase);
  if (!said) return null;
  const tone = purchase.step in TONES ? TONES[purchase.step as keyof typeof TONES] : "plain";
  return (
    <div
      ref={ref}
      tabIndex={-1}
      data-step={purchase.step}
      className={classNames("rounded-control", purchase.step !== "waiting" && "wide:order-last")}
    >
      <Notice tone={purchase.step === "paying" && purchase.failure ? "bad" : tone} className="type-small">
        <p>{said}</p>
        {purchase.step === "paying" ? <TextButton onClick={onGiveUp}>I closed the window</TextButton> : null}
      </Notice>
    </div>
  );
}
