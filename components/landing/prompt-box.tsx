"use client";

import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";

/** The studio takes an idea from here into its draft. Not session storage: the mailed link opens another tab. */
const DRAFT_KEY = "studio.draft";

/** An idea typed here is in the studio's prompt box after signing up, or at once. */
export function PromptBox({ isSignedIn }: { isSignedIn: boolean }) {
  const router = useRouter();
  const start = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const idea = String(new FormData(event.currentTarget).get("idea") ?? "").trim();
    if (idea) localStorage.setItem(DRAFT_KEY, idea);
    router.push(isSignedIn ? "/studio" : "/register?next=/studio");
  };
  return (
    <form
      action={isSignedIn ? "/studio" : "/register"}
      onSubmit={start}
      className="flex flex-col gap-2.5 fold:flex-row fold:gap-2 fold:rounded-card fold:border fold:border-line-strong fold:bg-surface fold:p-1.5 fold:shadow-float fold:has-[input:focus-visible]:outline-2 fold:has-[input:focus-visible]:outline-offset-2 fold:has-[input:focus-visible]:outline-select"
    >
      <label htmlFor="idea" className="sr-only">
        Your idea
      </label>
      <input
        id="idea"
        name="idea"
        maxLength={2000}
        autoComplete="off"
        placeholder="दीवाली की मिठाई का डिब्बा..."
        className="h-13 w-full min-w-0 shrink-0 fold:w-auto fold:flex-1 fold:shrink rounded-button border border-line-strong bg-surface px-4 font-promise text-base fold:border-transparent fold:bg-transparent fold:px-3 fold:outline-none"
      />
      <Button type="submit" variant="primary" size="large">
        Make it
      </Button>
    </form>
  );
}
