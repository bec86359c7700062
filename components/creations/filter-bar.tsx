"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Chip, ChipLink, ChipRow, chipLook } from "@/components/ui/chip";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/field";
import { Menu, MenuButton, MenuRadioLink } from "@/components/ui/menu";
import { TIER_KEYS, TIERS } from "@/lib/domain/generation/tiers";
import { type Filters, filtersUrl, indianToday, WHEN_KEYS, WHEN_NAMES } from "./filters";

/** Collections beside All and Favourites; the page of collections has the others. */
const COLLECTION_CHIPS = 5;

/** Of the place before the current one. */
const PEEK_PX = 80;

type CollectionName = { id: string; name: string };
type Props = {
  filters: Filters;
  collections: readonly CollectionName[];
  nowMs: number;
  isSelecting: boolean;
  /** Missing when there is nothing to select. */
  onSelecting: (() => void) | undefined;
};

/** Where one looks, and what of it: places at the left, size, date and Select at the right. */
export function FilterBar({ filters, collections, nowMs, isSelecting, onSelecting }: Props) {
  return (
    <div className="flex flex-col gap-2 wide:flex-row wide:items-center wide:justify-between wide:gap-6">
      <Places filters={filters} collections={collections} />
      <div className="flex flex-wrap gap-2 px-inset fold:px-0">
        <SizeMenu filters={filters} />
        <DateMenu filters={filters} nowMs={nowMs} />
        {onSelecting ? (
          <Chip isOn={isSelecting} onClick={onSelecting}>
            Select
          </Chip>
        ) : null}
      </div>
    </div>
  );
}

/** Those that come first, and the one that is looked at. */
function shownOf(collections: readonly CollectionName[], collectionId: string | undefined): CollectionName[] {
  const current = collections.find(({ id }) => id === collectionId);
  const first = collections.slice(0, COLLECTION_CHIPS);
  return current && !first.includes(current) ? [...first.slice(0, -1), current] : first;
}

function Places({ filters, collections }: Pick<Props, "filters" | "collections">) {
  const { favourite, collectionId, bin } = filters;
  const row = useRef<HTMLFieldSetElement>(null);
  const key = JSON.stringify(filters);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another place is current
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (current && row.current) row.current.scrollLeft = current.offsetLeft - row.current.offsetLeft - PEEK_PX;
  }, [key]);
  const elsewhere = { favourite: undefined, collectionId: undefined, bin: undefined };
  return (
    <ChipRow ref={row} label="Places" className="mx-0 px-inset fold:-mx-1 fold:px-1">
      <ChipLink isOn={!favourite && !collectionId && !bin} href={filtersUrl(filters, elsewhere)}>
        All
      </ChipLink>
      <ChipLink isOn={favourite === true} href={filtersUrl(filters, { ...elsewhere, favourite: true })}>
        Favourites
      </ChipLink>
      {shownOf(collections, collectionId).map(({ id, name }) => (
        <ChipLink key={id} isOn={id === collectionId} href={filtersUrl(filters, { ...elsewhere, collectionId: id })}>
          <span className="max-w-40 truncate">{name}</span>
        </ChipLink>
      ))}
      <ChipLink isOn={false} href="/studio/my-creations/collections">
        Collections
      </ChipLink>
      <ChipLink isOn={bin === true} href={filtersUrl(filters, { ...elsewhere, bin: true })}>
        Bin
      </ChipLink>
    </ChipRow>
  );
}

function SizeMenu({ filters }: { filters: Filters }) {
  const { tier } = filters;
  const name = tier ? TIERS[tier].name : "Any size";
  return (
    <Menu
      label={`Size: ${name}`}
      align="wide-end"
      trigger={<Trigger>{name}</Trigger>}
      triggerClassName={chipLook(tier !== undefined)}
    >
      <MenuRadioLink isOn={!tier} href={filtersUrl(filters, { tier: undefined })}>
        Any size
      </MenuRadioLink>
      {TIER_KEYS.map((key) => (
        <MenuRadioLink key={key} isOn={key === tier} href={filtersUrl(filters, { tier: key })}>
          {TIERS[key].name}
        </MenuRadioLink>
      ))}
    </Menu>
  );
}

const ANY_DATE = { when: undefined, from: undefined, to: undefined };

function nameOfDates({ when, from, to }: Filters): string {
  if (when) return WHEN_NAMES[when];
  if (from && to) return from === to ? from : `${from} to ${to}`;
  if (from) return `Since ${from}`;
  return to ? `Until ${to}` : "Any date";
}

function DateMenu({ filters, nowMs }: { filters: Filters; nowMs: number }) {
  const [isChoosing, setChoosing] = useState(false);
  const name = nameOfDates(filters);
  const isOn = name !== "Any date";
  return (
    <>
      <Menu
        label={`Date: ${name}`}
        align="wide-end"
        trigger={<Trigger>{name}</Trigger>}
        triggerClassName={chipLook(isOn)}
      >
        <MenuRadioLink isOn={!isOn} href={filtersUrl(filters, ANY_DATE)}>
          Any date
        </MenuRadioLink>
        {WHEN_KEYS.map((when) => (
          <MenuRadioLink key={when} isOn={when === filters.when} href={filtersUrl(filters, { ...ANY_DATE, when })}>
            {WHEN_NAMES[when]}
          </MenuRadioLink>
        ))}
        <MenuButton onSelect={() => setChoosing(true)}>From a day to a day</MenuButton>
      </Menu>
      <DaysDialog filters={filters} nowMs={nowMs} isOpen={isChoosing} onClose={() => setChoosing(false)} />
    </>
  );
}

function Trigger({ children }: { children: string }) {
  return (
    <>
      {children}
      <span aria-hidden="true" className="text-base leading-none">
        ▾
      </span>
    </>
  );
}

const FORM = "days";
type DaysProps = { filters: Filters; nowMs: number; isOpen: boolean; onClose: () => void };

function DaysDialog({ filters, nowMs, isOpen, onClose }: DaysProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const choose = (data: FormData) => {
    const from = String(data.get("from")) || undefined;
    const to = String(data.get("to")) || undefined;
    if (from && to && from > to) return setProblem("This day is before the first one.");
    setProblem(undefined);
    onClose();
    router.push(filtersUrl(filters, { when: undefined, from, to }), { scroll: false });
  };
  const latest = indianToday(nowMs);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title="Pictures of which days?"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="strong" type="submit" form={FORM}>
            Show them
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        onSubmit={(event) => {
          event.preventDefault();
          choose(new FormData(event.currentTarget));
        }}
        className="flex flex-col gap-4 text-ink"
      >
        <Input label="From" type="date" name="from" max={latest} defaultValue={filters.from} />
        <Input label="To" type="date" name="to" max={latest} defaultValue={filters.to} error={problem} />
      </form>
    </Dialog>
  );
}
