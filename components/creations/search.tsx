"use client";

import type { Route } from "next";
import { useRouter, useSearchParams } from "next/navigation";
import { useRef } from "react";
import { Input } from "@/components/ui/field";

const SETTLE_MS = 250;

/** Search by prompt; the words live in the address, so that Back and a shared bookmark work. */
export function Search({ q }: { q: string }) {
  const router = useRouter();
  const params = useSearchParams();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const search = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const next = new URLSearchParams(params);
      if (text.trim()) next.set("q", text.trim());
      else next.delete("q");
      router.replace(`/studio/my-creations?${next}` as Route, { scroll: false });
    }, SETTLE_MS);
  };
  return (
    <Input
      label="Search your prompts"
      hideLabel
      type="search"
      placeholder="Search your prompts"
      defaultValue={q}
      maxLength={200}
      dir="auto"
      onChange={(event) => search(event.target.value)}
      className="w-full fold:w-72"
    />
  );
}
