import { describe, expect, it } from "vitest";
import {
  fillTemplate,
  followEdit,
  isAnotherText,
  openSlots,
  type TemplateInUse,
} from "@/components/studio/template-text";

const poster: TemplateInUse = {
  id: "poster",
  title: "Poster",
  text: "A poster of {product} on a {colour} wall",
  slots: [
    { name: "product", label: "Product", example: "chai" },
    { name: "colour", label: "Colour", example: "peach" },
  ],
  values: {},
};

describe("fillTemplate", () => {
  it("shows the example of an empty slot, and braces that are no slot as they are", () => {
    expect(fillTemplate(poster)).toBe("A poster of chai on a peach wall");
    expect(fillTemplate({ ...poster, text: "{other} {product}", values: { product: "लस्सी" } })).toBe("{other} लस्सी");
  });
});

describe("followEdit", () => {
  it("takes words around the slots into the text, and the slots stay open", () => {
    const edited = followEdit(poster, "A big poster of chai on a peach wall");
    expect(edited?.text).toBe("A big poster of {product} on a {colour} wall");
    expect(openSlots(edited!)).toHaveLength(2);
  });

  it("takes a change within a slot as its value", () => {
    expect(followEdit(poster, "A poster of chai on a peachy wall")?.text).toBe(
      "A poster of {product} on a {colour}y wall",
    );
    expect(followEdit(poster, "A poster of cXi on a peach wall")?.values).toEqual({ product: "cXi" });
  });

  it("gives up where a change cuts across a slot", () => {
    expect(followEdit(poster, "A poster of cola at a peach wall")).toBeUndefined();
  });

  it("always fills to exactly what was typed", () => {
    const before = fillTemplate(poster);
    for (let start = 0; start < before.length; start++) {
      for (const inserted of ["", "x", "ch"]) {
        const typed = before.slice(0, start) + inserted + before.slice(start + 1);
        const followed = followEdit(poster, typed);
        if (followed) expect(fillTemplate(followed)).toBe(typed);
      }
    }
  });
});

describe("isAnotherText", () => {
  it("is true when a text was replaced, and false while it is being changed", () => {
    expect(isAnotherText("a chai glass on a saucer", "kites over the sea")).toBe(true);
    expect(isAnotherText("a chai glass on a saucer", "a chai glass on a big saucer")).toBe(false);
  });
});
