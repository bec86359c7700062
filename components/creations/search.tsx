"use client";

import { useRouter } from "next/navigation";
import { useEffectEvent, useRef } from "react";
import { Input } from "@/components/ui/field";
import { type Filters, filtersUrl } from "./filters";

const SETTLE_MS = 250;

/** Search by prompt; the words live in the address, so that Back and a shared bookmark work. */
export function Search({ filters }: { filters: Filters }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const search = useEffectEvent((text: string) => {
    router.replace(filtersUrl(filters, { q: text.trim() || undefined }), { scroll: false });
  });
  const settle = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => search(text), SETTLE_MS);
  };
  return (
    <Input
      // Cleared by "Show all" too.
      key={filters.q === undefined ? "empty" : "written"}
      label="Search your prompts"
      hideLabel
      type="search"
      placeholder="Search your prompts"
      defaultValue={filters.q}
      maxLength={200}
      dir="auto"
      onChange={(event) => settle(event.target.value)}
      className="w-full fold:w-72"
    />
  );
}
