"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { notify } from "@/components/ui/toaster";
import {
  type CaseDetailView,
  caseEndpoint,
  claimEndpoint,
  type Deed,
  decideEndpoint,
  type Field,
  type Guideline,
  type Queue,
  type QueueView,
  queueEndpoint,
  releaseEndpoint,
  undoEndpoint,
} from "@/lib/domain/review/contract";
import { CallError, call, urlOf } from "@/lib/http/call";
import { DEED_WORDS } from "./words";

const LOOK_EVERY_MS = 10_000;
const RENEW_EVERY_MS = 120_000;
const PAGE = 100;

export type DecisionFields = { rule?: Guideline; field?: Field; reason?: string; until?: string };

const messageOf = (error: unknown) => {
  if (error instanceof CallError) return error.message;
  throw error;
};

/** The page goes: what was ours is free for others at once, not when the claim runs out. */
const releaseOnLeave = (id: string) =>
  void fetch(urlOf(releaseEndpoint, { params: { id } }), { method: releaseEndpoint.method, keepalive: true }).catch(
    () => {},
  );

/** The open case: its evidence, and whether it is ours to decide. `attempt` grows when it is worth another try. */
function useCase(id: string | undefined, attempt: number) {
  const [detail, setDetail] = useState<CaseDetailView>();
  /** Why it can't be decided by us just now. */
  const [problem, setProblem] = useState<string>();

  const open = useEffectEvent(async (wanted: string, isStale: () => boolean) => {
    try {
      const read = await call(caseEndpoint, { params: { id: wanted } });
      if (isStale()) return;
      setDetail(read);
      // Who may not decide keeps nobody else from it.
      if (!read.barred) await call(claimEndpoint, { params: { id: wanted } });
      if (!isStale()) setProblem(undefined);
    } catch (error) {
      if (!isStale()) setProblem(messageOf(error));
    }
  });

  const isOurs = detail !== undefined && detail.id === id && !detail.barred && !problem;
  const renew = useEffectEvent(() => {
    if (isOurs && id) void call(claimEndpoint, { params: { id } }).catch(() => {});
  });

  useEffect(() => {
    setDetail(undefined);
    setProblem(undefined);
    if (!id) return;
    const renewing = setInterval(() => renew(), RENEW_EVERY_MS);
    const leave = () => releaseOnLeave(id);
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(renewing);
      window.removeEventListener("pagehide", leave);
      releaseOnLeave(id);
    };
  }, [id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks for another try
  useEffect(() => {
    if (!id) return;
    let isStale = false;
    void open(id, () => isStale);
    return () => {
      isStale = true;
    };
  }, [id, attempt]);

  return { detail, problem };
}

/** The queue with what is selected in it, and everything that a moderator does. */
export function useDesk(first: QueueView, queue: Queue | undefined) {
  const [list, setList] = useState(first);
  const [selected, setSelected] = useState<string | undefined>(first.items[0]?.id);
  const [isBusy, setBusy] = useState(false);
  const [deed, setDeed] = useState<Deed>();
  const [refusal, setRefusal] = useState<CallError>();
  const lastDecision = useRef<string>(undefined);
  const [attempt, setAttempt] = useState(0);
  const { detail, problem } = useCase(selected, attempt);

  const read = async () => {
    const next = await call(queueEndpoint, { query: { limit: PAGE, ...(queue ? { queue } : {}) } });
    setList(next);
    return next;
  };
  const look = useEffectEvent(async () => {
    const next = await read().catch(() => undefined);
    const isFree = next?.items.some(({ id, claimedBy }) => id === selected && !claimedBy);
    // Whoever looked at it has left: it may be ours now.
    if (problem && isFree) setAttempt((count) => count + 1);
  });
  useEffect(() => {
    const looking = setInterval(() => void look(), LOOK_EVERY_MS);
    return () => clearInterval(looking);
  }, []);

  const select = (id: string | undefined) => {
    setDeed(undefined);
    setRefusal(undefined);
    setSelected(id);
  };
  const move = (by: 1 | -1) => {
    const at = list.items.findIndex(({ id }) => id === selected);
    const next = list.items[Math.min(Math.max(at + by, 0), list.items.length - 1)];
    if (next) select(next.id);
  };
  /** Out of the list, and on to the one that takes its place. */
  const passOn = (id: string) => {
    const at = list.items.findIndex((one) => one.id === id);
    const rest = list.items.filter((one) => one.id !== id);
    setList({ ...list, items: rest });
    select((rest[at] ?? rest.at(-1))?.id);
    void read().catch(() => {});
  };

  const undo = async () => {
    const id = lastDecision.current;
    if (!id) return;
    lastDecision.current = undefined;
    try {
      await call(undoEndpoint, { params: { id } });
      notify({ message: "Taken back. It waits again." });
      const next = await read();
      if (!next.items.some((one) => one.id === selected)) select(next.items[0]?.id);
    } catch (error) {
      notify({ message: messageOf(error) });
    }
  };

  const decide = async (wanted: Deed, fields: DecisionFields = {}) => {
    if (!detail || isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    const body = { deed: wanted, after: detail.after, ...fields };
    try {
      const { decisionId } = await call(decideEndpoint, { params: { id: detail.id }, body });
      lastDecision.current = decisionId;
      notify({
        message: DEED_WORDS[wanted].done,
        id: "decision",
        action: { label: "Undo", onAction: () => void undo() },
      });
      passOn(detail.id);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };

  return { list, selected, detail, problem, deed, isBusy, refusal, select, move, setDeed, decide, undo };
}
export type Desk = ReturnType<typeof useDesk>;
