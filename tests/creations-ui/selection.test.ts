import { describe, expect, test } from "vitest";
import { allSelected, extended, NO_SELECTION, toggled } from "@/components/creations/selection";

const order = Array.from({ length: 300 }, (_, at) => `p${at}`);
const idsOf = (selection: { ids: ReadonlySet<string> }) => [...selection.ids];

describe("selection", () => {
  test("a second press lets a picture go, and selecting stays on", () => {
    const none = toggled(toggled(NO_SELECTION, "p1"), "p1");
    expect(idsOf(none)).toEqual([]);
    expect(none.isOn).toBe(true);
  });

  test("a range grows and shrinks from where it began, and keeps what was chosen before", () => {
    const begun = toggled(toggled(NO_SELECTION, "p9"), "p2");
    const grown = extended(begun, order, "p5");
    expect(idsOf(grown).toSorted()).toEqual(["p2", "p3", "p4", "p5", "p9"]);
    expect(idsOf(extended(grown, order, "p1")).toSorted()).toEqual(["p1", "p2", "p9"]);
  });

  test("without a beginning a range is the one picture", () => {
    expect(idsOf(extended(NO_SELECTION, order, "p7"))).toEqual(["p7"]);
  });

  test("two hundred is the most, nearest to the beginning, and it says so", () => {
    const up = extended(toggled(NO_SELECTION, "p299"), order, "p0");
    expect(up.ids.size).toBe(200);
    expect(up.ids.has("p100")).toBe(true);
    expect(up.ids.has("p99")).toBe(false);
    expect(up.isFull).toBe(true);
    const all = allSelected(order);
    expect([all.ids.size, all.isFull, all.ids.has("p199")]).toEqual([200, true, true]);
    expect(toggled(all, "p250").isFull).toBe(true);
    expect(toggled(all, "p3").isFull).toBe(false);
  });
});
