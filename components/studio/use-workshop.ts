"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useBalance } from "@/components/shell/live";
import { announce } from "@/components/ui/live-region";
import { notify } from "@/components/ui/toaster";
import { textLength } from "@/lib/core/text";
import type { TemplateView } from "@/lib/domain/catalog/contract";
import { creationEndpoint } from "@/lib/domain/creations/contract";
import {
  type GenerateView,
  type JobView,
  jobEndpoint,
  MAX_PROMPT_LENGTH,
  MIN_PROMPT_LENGTH,
} from "@/lib/domain/generation/contract";
import type { Tier } from "@/lib/domain/generation/tiers";
import { CallError, call } from "@/lib/http/call";
import { type Draft, fromRecipe, type GenerateBody, toJobs, toRequest, toRetry, withTemplate } from "./draft";
import { useDraft, useDraftStore } from "./draft-store";
import { isActive } from "./estimate";
import { interruptedIntent } from "./intent";
import type { StudioProps } from "./studio";
import { useEnhance } from "./use-enhance";
import { useGenerate } from "./use-generate";
import { useJobs } from "./use-jobs";
import { useStage } from "./use-stage";

/** What is wrong with an idea before it is sent, in words. */
function flawOf(prompt: string): string | undefined {
  const length = textLength(prompt.trim());
  if (length < MIN_PROMPT_LENGTH) return `Say what the picture should show: ${MIN_PROMPT_LENGTH} characters or more.`;
  if (length > MAX_PROMPT_LENGTH) return "Your idea is too long. Take some words out.";
  return undefined;
}

/** Composer, stage and server, tied together. */
export function useWorkshop({ user, prices, jobs: initialJobs, shownJobId }: Omit<StudioProps, "start" | "notice">) {
  const router = useRouter();
  const balance = useBalance();
  const store = useDraftStore();
  const isReady = useDraft((state) => state.isReady);
  const enhance = useEnhance();
  const { jobs, learn, batchOf } = useJobs(initialJobs);
  /** On phones either the composer or the picture has the screen. */
  const [isComposing, setComposing] = useState(shownJobId === undefined);
  const stage = useStage({ jobs, batchOf }, shownJobId, () => setComposing(true));
  const [promptError, setPromptError] = useState<string>();
  const stageBox = useRef<HTMLDivElement>(null);

  const onAccepted = (answer: GenerateView, body: GenerateBody) => {
    for (const job of toJobs(answer, body, new Date().toISOString())) learn(job);
    stage.showIds(answer.jobs.map(({ jobId }) => jobId));
    setComposing(false);
    announce(`Paid ${answer.creditsDebited} credits. Your picture is in line.`);
    requestAnimationFrame(() => stageBox.current?.scrollIntoView({ block: "start" }));
    for (const { jobId } of answer.jobs) {
      // Events bring the same; this only closes the gap until the stream speaks.
      call(jobEndpoint, { params: { jobId } }).then(learn, () => {});
    }
  };
  const { send, isSending, refusal, forget } = useGenerate(user.id, onAccepted);

  const generate = () => {
    const { draft } = store.getState();
    const flaw = flawOf(draft.prompt);
    setPromptError(flaw);
    if (!flaw && user.isVerified) void send(toRequest(draft, prices));
  };

  /** Another draft in the place of this one; words of one's own can be had back. */
  const replaceDraft = (next: Draft, message: string) => {
    const { draft } = store.getState();
    enhance.reset();
    forget();
    setPromptError(undefined);
    store.getState().replace(next);
    setComposing(true);
    if (draft.prompt && !draft.template && draft.prompt !== next.prompt) {
      notify({ message, id: "draft", action: { label: "Undo", onAction: () => store.getState().replace(draft) } });
    }
  };
  const useTemplate = (template: TemplateView) => {
    replaceDraft(withTemplate(store.getState().draft, template), `${template.title} is in your idea box.`);
    window.scrollTo({ top: 0 });
  };
  const reusePrompt = (prompt: string) =>
    replaceDraft(
      { ...store.getState().draft, prompt, template: undefined, remix: undefined, enhancedFrom: undefined },
      "The earlier prompt is in your idea box.",
    );
  const startFrom = async (imageId: string) => {
    try {
      const creation = await call(creationEndpoint, { params: { id: imageId } });
      replaceDraft(fromRecipe(creation), "Its recipe is in the composer.");
      announce("The recipe of this picture is in the composer.");
      window.scrollTo({ top: 0 });
    } catch (error) {
      notify({ message: error instanceof CallError ? error.message : "Its recipe could not be read." });
    }
  };
  const retry = (job: JobView, tier: Tier) => void send(toRetry(job, tier, prices));

  const resume = useEffectEvent(() => {
    const body = interruptedIntent(user.id);
    if (body) return void send(body);
    // Whoever comes back with a new idea in the box (from Buy Credits, say) wants that, not the picture that was ready before.
    const { main } = stage;
    const { prompt } = store.getState().draft;
    if (main && !isActive(main) && prompt && prompt !== main.prompt) setComposing(true);
  });
  useEffect(() => {
    if (isReady) resume();
  }, [isReady]);

  const react = useEffectEvent((code: string | undefined, field: string | undefined) => {
    // Prices come with the page; the next press asks at the new one.
    if (code === "conflict") router.refresh();
    if (field === "templateId") store.getState().change({ template: undefined });
    // The post has gone, or its prompt is not shown any more: the words are still there to make a picture of one's own.
    if (code === "not_found") store.getState().change({ remix: undefined });
  });
  useEffect(() => react(refusal?.code, refusal?.field), [refusal]);

  // Verified in another tab: the welcome credits arrive as an event, the rest with the page.
  const refreshUnverified = useEffectEvent(() => {
    if (!user.isVerified && balance > 0) router.refresh();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `balance` is the sign
  useEffect(() => refreshUnverified(), [balance]);

  return {
    ...{ isReady, balance, enhance, jobs, learn, stage, stageBox, isComposing, setComposing, isSending, refusal },
    promptError: promptError ?? (refusal?.field === "prompt" ? refusal.message : undefined),
    ...{ generate, retry, useTemplate, reusePrompt, startFrom },
  };
}
