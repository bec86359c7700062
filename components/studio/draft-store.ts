"use client";

import { createContext, use } from "react";
import { useStore } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { createStore } from "zustand/vanilla";
import { type Draft, EMPTY_DRAFT } from "./draft";
import { fillTemplate, followEdit } from "./template-text";

/** Where the landing page leaves the idea that was typed before signing in. */
const LANDING_KEY = "studio.draft";

type DraftState = {
  draft: Draft;
  /** False until the browser's copy was read: before it nothing is sent or overwritten. */
  isReady: boolean;
  change: (part: Partial<Draft>) => void;
  replace: (draft: Draft) => void;
  /** Typing in the prompt: a template follows as far as it can. */
  write: (prompt: string) => void;
  fillSlot: (name: string, value: string) => void;
};

/** One store a user, kept in this browser: a shared computer shows nobody another's idea. */
export function createDraftStore(userId: string) {
  const store = createStore<DraftState>()(
    persist(
      (set) => ({
        draft: EMPTY_DRAFT,
        isReady: false,
        change: (part) => set(({ draft }) => ({ draft: { ...draft, ...part } })),
        replace: (draft) => set({ draft }),
        write: (prompt) =>
          set(({ draft }) => ({
            draft: {
              ...draft,
              prompt,
              template: draft.template && prompt ? followEdit(draft.template, prompt) : undefined,
              enhancedFrom: prompt ? draft.enhancedFrom : undefined,
            },
          })),
        fillSlot: (name, value) =>
          set(({ draft }) => {
            if (!draft.template) return {};
            const template = { ...draft.template, values: { ...draft.template.values, [name]: value } };
            return { draft: { ...draft, template, prompt: fillTemplate(template) } };
          }),
      }),
      {
        name: `studio.draft.${userId}`,
        version: 1,
        skipHydration: true,
        storage: createJSONStorage(() => localStorage),
        partialize: ({ draft }) => ({ draft }),
        // Whoever typed before the copy was read meant that.
        merge: (kept, fresh) => {
          const { draft } = (kept ?? {}) as { draft?: Partial<Draft> };
          return { ...fresh, draft: fresh.draft.prompt ? fresh.draft : { ...fresh.draft, ...draft } };
        },
      },
    ),
  );
  return store;
}

export type DraftStore = ReturnType<typeof createDraftStore>;

/** Reads the browser's copy, then the landing page's idea, which is newer and is taken once. */
export async function readKeptDraft(store: DraftStore): Promise<void> {
  await store.persist.rehydrate();
  const idea = localStorage.getItem(LANDING_KEY);
  if (idea) {
    localStorage.removeItem(LANDING_KEY);
    store.getState().replace({
      ...store.getState().draft,
      prompt: idea,
      template: undefined,
      remix: undefined,
      enhancedFrom: undefined,
    });
  }
  store.setState({ isReady: true });
}

const DraftContext = createContext<DraftStore | undefined>(undefined);
export const DraftProvider = DraftContext.Provider;

export function useDraftStore(): DraftStore {
  const store = use(DraftContext);
  if (!store) throw new Error("The draft is read outside the studio.");
  return store;
}

export function useDraft<T>(select: (state: DraftState) => T): T {
  return useStore(useDraftStore(), select);
}
