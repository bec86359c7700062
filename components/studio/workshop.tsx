"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { useNow } from "@/components/ui/use-now";
import { dayKey } from "@/lib/core/ist-time";
import type { JobView } from "@/lib/domain/generation/contract";
import { Composer } from "./composer/composer";
import { GenerateDock } from "./composer/generate-dock";
import { affordable, costOf } from "./draft";
import { useDraft } from "./draft-store";
import { isActive } from "./estimate";
import { JobStage } from "./stage/job-stage";
import { Templates } from "./stage/templates";
import { TodayStrip } from "./stage/today-strip";
import type { StudioProps } from "./studio";
import { useWorkshop } from "./use-workshop";

type Props = Omit<StudioProps, "start" | "notice">;
type Shop = ReturnType<typeof useWorkshop>;

/** Two columns from 1100 px, one above the other from 720, and below that one at a time. */
export function Workshop(props: Props) {
  const shop = useWorkshop(props);
  const nowMs = useNow(props.nowMs, shop.jobs.some(isActive));
  const templates = useRef<HTMLHeadingElement>(null);
  const showTemplates = () => {
    shop.stage.clear();
    shop.setComposing(true);
    requestAnimationFrame(() => {
      templates.current?.focus({ preventScroll: true });
      templates.current?.scrollIntoView({ block: "start" });
    });
  };
  const show = (job: JobView) => {
    shop.stage.show(job);
    shop.setComposing(false);
    shop.stageBox.current?.scrollIntoView({ block: "start" });
  };
  const today = shop.jobs.filter(({ createdAt }) => dayKey(createdAt) === dayKey(nowMs));
  const { main } = shop.stage;
  const strip = <TodayStrip jobs={today} shownId={main?.jobId} isSmall={!main} nowMs={nowMs} onChoose={show} />;
  return (
    <div className="relative flex flex-1 flex-col" data-ready={shop.isReady}>
      <div className="flex flex-1 flex-col wide:absolute wide:inset-0 wide:flex-row">
        <div
          className={classNames(
            "flex flex-col wide:w-composer wide:shrink-0 wide:border-r wide:border-line",
            !shop.isComposing && "max-fold:hidden",
          )}
        >
          <div className="wide:min-h-0 wide:flex-1 wide:overflow-y-auto">
            <Composer
              prices={props.prices}
              enhance={shop.enhance}
              promptError={shop.promptError}
              onSubmit={shop.generate}
              onTemplates={showTemplates}
              onReuse={shop.reusePrompt}
            />
          </div>
          <Dock shop={shop} {...props} />
        </div>
        <div
          ref={shop.stageBox}
          className="flex min-w-0 flex-1 scroll-mt-15 flex-col gap-8 pb-40 fold:scroll-mt-0 fold:px-inset wide:overflow-y-scroll wide:pt-7 wide:pb-8"
        >
          {main ? (
            <div className={classNames("flex flex-col gap-8", shop.isComposing && "max-fold:hidden")}>
              <JobStage
                batch={shop.stage.batch}
                main={main}
                nowMs={nowMs}
                prices={props.prices}
                balance={shop.balance}
                isSending={shop.isSending}
                refusal={shop.refusal}
                onChoose={shop.stage.choose}
                onNews={shop.learn}
                onRetry={shop.retry}
                onChange={shop.startFrom}
              />
              <Button className="mx-inset fold:hidden" onClick={() => shop.setComposing(true)}>
                Create another
              </Button>
            </div>
          ) : null}
          {strip}
          {main && !shop.isComposing ? null : (
            <div className={main ? "fold:hidden" : undefined}>
              <Templates
                ref={templates}
                categories={props.categories}
                templates={props.templates}
                onUse={shop.useTemplate}
              />
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

/** The Generate dock: fixed above the bottom bar on phones, at the foot of the column on wide windows. */
function Dock({ shop, prices, packages, user }: Props & { shop: Shop }) {
  const tier = useDraft((state) => state.draft.tier);
  const count = useDraft((state) => state.draft.count);
  const change = useDraft((state) => state.change);
  const cost = costOf(prices, tier, count);
  return (
    <div className="fixed inset-x-0 bottom-bottom-bar z-dock fold:bottom-0 fold:left-23 wide:static">
      <GenerateDock
        balance={shop.balance}
        cost={cost}
        offer={affordable(shop.balance, prices, { tier, count })}
        packages={packages}
        isVerified={user.isVerified}
        isSending={shop.isSending}
        hasRunning={shop.jobs.some(isActive)}
        refusal={shop.refusal}
        onGenerate={shop.generate}
        onTakeOffer={(offer) => change({ tier: offer.tier, count: offer.count })}
      />
    </div>
  );
}
