"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toaster";
import { BASE_PRICE_PAISE_PER_CREDIT } from "@/lib/core/money";
import { changePackagesEndpoint, type PackageInput, previewSettingsEndpoint } from "@/lib/domain/settings/contract";
import { call } from "@/lib/http/call";
import { useAttempt } from "../use-attempt";
import { ApplyBar } from "./apply-bar";

const savingOf = ({ credits, pricePaise }: PackageInput) =>
  Math.max(
    0,
    Math.round((100 * (credits * BASE_PRICE_PAISE_PER_CREDIT - pricePaise)) / (credits * BASE_PRICE_PAISE_PER_CREDIT)),
  );

/** What is sold, in its order. The saving follows from the price; nobody types it. */
export function PackagesForm({ items, isLocked }: { items: PackageInput[]; isLocked: boolean }) {
  const router = useRouter();
  const [list, setList] = useState(items);
  const { problem, attempt } = useAttempt();
  const isChanged = JSON.stringify(list) !== JSON.stringify(items);
  const set = (at: number, fields: Partial<PackageInput>) =>
    setList(
      list.map((one, place) =>
        place === at ? { ...one, ...fields } : fields.isPopular ? { ...one, isPopular: false } : one,
      ),
    );
  const swap = (at: number, by: 1 | -1) => {
    const next = [...list];
    [next[at], next[at + by]] = [next[at + by]!, next[at]!];
    setList(next);
  };
  const apply = async ({ note, effectiveAt }: { note: string; effectiveAt?: string }) => {
    const body = { packages: list, note, ...(effectiveAt ? { effectiveAt } : {}) };
    const done = await attempt(() => call(changePackagesEndpoint, { body }));
    if (!done) return false;
    notify({ message: effectiveAt ? "Decided. It comes into force by itself." : "In force now." });
    router.refresh();
    return true;
  };
  return (
    <section aria-labelledby="packages" className="flex flex-col gap-3">
      <h2 id="packages" className="type-heading">
        Packages
      </h2>
      {problem ? (
        <Notice tone="bad" role="alert">
          {problem.message}
        </Notice>
      ) : null}
      <ol className="flex flex-col gap-2">
        {list.map((one, at) => (
          <li
            key={one.id}
            className="grid grid-cols-2 items-end gap-3 rounded-card border border-line bg-surface p-3 fold:grid-cols-5 wide:grid-cols-6"
          >
            <Input
              label="Credits"
              type="number"
              min={1}
              value={String(one.credits)}
              disabled={isLocked}
              error={problem?.fieldError(`packages.${at}.credits`)}
              onChange={({ target }) => set(at, { credits: Math.round(Number(target.value)) })}
            />
            <Input
              label="Price, ₹"
              type="number"
              min={1}
              value={String(one.pricePaise / 100)}
              disabled={isLocked}
              error={problem?.fieldError(`packages.${at}.pricePaise`)}
              onChange={({ target }) => set(at, { pricePaise: Math.round(Number(target.value) * 100) })}
            />
            <p className="pb-2.5 text-ink-2">{one.credits > 0 ? `saves ${savingOf(one)} %` : ""}</p>
            <div className="flex flex-col">
              <Checkbox
                label="Sold"
                checked={one.isActive}
                disabled={isLocked}
                onChange={({ target }) => set(at, { isActive: target.checked })}
              />
              <Checkbox
                label="Popular"
                checked={one.isPopular}
                disabled={isLocked}
                onChange={({ target }) => set(at, { isPopular: target.checked })}
              />
            </div>
            <div className="col-span-2 flex gap-2 fold:col-span-1 wide:col-span-2">
              <Button
                size="compact"
                disabled={isLocked || at === 0}
                onClick={() => swap(at, -1)}
                aria-label={`Move ${one.credits} credits up`}
              >
                Up
              </Button>
              <Button
                size="compact"
                disabled={isLocked || at === list.length - 1}
                onClick={() => swap(at, 1)}
                aria-label={`Move ${one.credits} credits down`}
              >
                Down
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <Button
        className="self-start"
        disabled={isLocked}
        onClick={() =>
          setList([
            ...list,
            {
              id: `pack-${Date.now().toString(36)}`,
              credits: 500,
              pricePaise: 150_000,
              isPopular: false,
              isActive: true,
            },
          ])
        }
      >
        Add a package
      </Button>
      {isChanged ? (
        <ApplyBar
          key={JSON.stringify(list)}
          what="Packages changed"
          preview={() =>
            attempt(
              async () =>
                (await call(previewSettingsEndpoint, { body: { changes: {} as never, packages: list } })).effects,
            )
          }
          apply={apply}
          onDiscard={() => setList(items)}
        />
      ) : null}
    </section>
  );
}
