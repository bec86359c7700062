"use client";

import { useRef, useState } from "react";
import type { DiffPart } from "@/components/ui/diff-blocks";
import { announce } from "@/components/ui/live-region";
import { enhanceEndpoint } from "@/lib/domain/generation/contract";
import { CallError, call } from "@/lib/http/call";
import { useDraft } from "./draft-store";

type Proposal = { original: string; text: string; parts: DiffPart[]; isRewrite: boolean };

/** A comma after words, nothing after a mark that closes them. */
const append = (text: string, words: string) =>
  `${text.trimEnd()}${/[,.;:!?।]$/.test(text.trimEnd()) ? " " : ", "}${words}`;

async function propose(original: string, text: string): Promise<Proposal> {
  const { wordDiff, hasSharedWords } = await import("./word-diff");
  const parts = wordDiff(original, text);
  return { original, text, parts, isRewrite: !hasSharedWords(parts) };
}

/** Enhance: asks, shows what would change, takes it or leaves it, and takes it back. */
export function useEnhance() {
  const prompt = useDraft((state) => state.draft.prompt);
  const change = useDraft((state) => state.change);
  const [isAsking, setIsAsking] = useState(false);
  const [proposal, setProposal] = useState<Proposal>();
  const [suggestions, setSuggestions] = useState<string[]>([]);
  const [failure, setFailure] = useState<string>();
  const [undoTo, setUndoTo] = useState<string>();
  const asked = useRef(0);

  const ask = async () => {
    if (isAsking) return;
    const turn = ++asked.current;
    setIsAsking(true);
    setFailure(undefined);
    setUndoTo(undefined);
    try {
      const answer = await call(enhanceEndpoint, { body: { prompt } });
      if (turn !== asked.current) return;
      if (answer.enhanced) {
        setProposal(await propose(answer.originalPrompt, answer.enhancedPrompt));
        setSuggestions(answer.suggestions);
        announce("Enhanced. Use this, edit it, or keep yours.");
      } else setFailure(answer.message ?? "It could not be enhanced this time.");
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const isOff = error.code === "provider_unavailable";
      if (turn === asked.current) setFailure(isOff ? error.message : `${error.message} Your own words are unchanged.`);
    } finally {
      setIsAsking(false);
    }
  };

  const accept = () => {
    if (!proposal) return;
    change({ prompt: proposal.text, enhancedFrom: proposal.original, template: undefined });
    setUndoTo(proposal.original);
    setProposal(undefined);
  };

  const keepMine = () => {
    setProposal(undefined);
    setSuggestions([]);
  };

  const undo = () => {
    if (undoTo === undefined) return;
    change({ prompt: undoTo, enhancedFrom: undefined, template: undefined });
    setUndoTo(undefined);
    announce("Your own words are back.");
  };

  const take = async (suggestion: string) => {
    setSuggestions((all) => all.filter((one) => one !== suggestion));
    if (proposal) setProposal(await propose(proposal.original, append(proposal.text, suggestion)));
    else change({ prompt: append(prompt, suggestion), template: undefined });
    announce(`Added: ${suggestion}.`);
  };

  /** The prompt became something else: what was said about the old one goes. */
  const reset = () => {
    asked.current++;
    setProposal(undefined);
    setSuggestions([]);
    setFailure(undefined);
    setUndoTo(undefined);
  };

  return {
    ask,
    isAsking,
    proposal,
    suggestions,
    failure,
    canUndo: undoTo !== undefined,
    accept,
    keepMine,
    undo,
    take,
    reset,
  };
}
export type Enhance = ReturnType<typeof useEnhance>;
