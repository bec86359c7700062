import { MAX_BULK } from "@/lib/domain/creations/contract";

/** Pictures chosen for one action. `base` is what was chosen before the range that grows from `anchor`. */
export type Selection = {
  /** True from the first choice until one leaves, also with nothing chosen. */
  isOn: boolean;
  ids: ReadonlySet<string>;
  anchor: string | undefined;
  base: ReadonlySet<string>;
  /** The last choice reached over the limit and was cut. */
  isFull: boolean;
};

export const NO_SELECTION: Selection = {
  isOn: false,
  ids: new Set(),
  anchor: undefined,
  base: new Set(),
  isFull: false,
};
export const SELECTION_LIMIT = `At most ${MAX_BULK} pictures at a time.`;

function chosen(ids: Iterable<string>, anchor: string | undefined, base?: ReadonlySet<string>): Selection {
  const all = [...ids];
  const kept = new Set(all.slice(0, MAX_BULK));
  return { isOn: true, ids: kept, anchor, base: base ?? kept, isFull: all.length > MAX_BULK };
}

/** Chooses a picture, or lets it go. */
export function toggled({ ids }: Selection, id: string): Selection {
  return chosen(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id], id);
}

/** Chooses everything between the anchor and a picture, both included; what was chosen before stays. `order` is the grid's. */
export function extended({ base, anchor }: Selection, order: readonly string[], id: string): Selection {
  const from = anchor === undefined ? -1 : order.indexOf(anchor);
  const to = order.indexOf(id);
  if (to < 0) return chosen(base, anchor, base);
  const start = from < 0 ? to : from;
  const range = order.slice(Math.min(start, to), Math.max(start, to) + 1);
  // From the anchor on, so that the limit cuts the far end.
  const outward = start <= to ? range : range.toReversed();
  return chosen(new Set([...base, ...outward]), order[start], base);
}

/** Chooses all that is loaded, from the newest on, as far as the limit goes. */
export const allSelected = (order: readonly string[]): Selection => chosen(order, order[0]);
