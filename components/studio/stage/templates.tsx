"use client";

import { type Ref, useState } from "react";
import { Chip, ChipRow } from "@/components/ui/chip";
import { Picture } from "@/components/ui/picture";
import type { CategoryView, TemplateView } from "@/lib/domain/catalog/contract";

type Props = {
  ref: Ref<HTMLHeadingElement>;
  categories: CategoryView[];
  templates: TemplateView[];
  onUse: (template: TemplateView) => void;
};

/** On the first screen; the others' placeholders would cost more bytes than they are worth. */
const WITH_PLACEHOLDER = 6;

/** Start from something that works: pictures by category, each with its prompt. */
export function Templates({ ref, categories, templates, onUse }: Props) {
  const [categoryId, setCategoryId] = useState<string>();
  const shown = templates.filter((template) => !categoryId || template.categoryId === categoryId);
  return (
    <section aria-labelledby="templates" className="px-inset fold:px-0">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="templates" ref={ref} tabIndex={-1} className="scroll-mt-20 outline-none type-heading">
          Start from something that works
        </h2>
        <ChipRow label="Category">
          <Chip isOn={!categoryId} onClick={() => setCategoryId(undefined)}>
            All
          </Chip>
          {categories.map(({ id, title }) => (
            <Chip key={id} isOn={categoryId === id} onClick={() => setCategoryId(id)}>
              {title}
            </Chip>
          ))}
        </ChipRow>
      </div>
      <ul className="grid grid-cols-2 gap-x-3 gap-y-4 fold:grid-cols-3">
        {shown.map((template, index) => (
          <li key={template.id}>
            <button
              type="button"
              onClick={() => onUse(template)}
              className="group flex w-full flex-col gap-1.5 rounded-picture text-left"
            >
              <Picture
                src={template.imageUrl}
                width={template.imageWidth}
                height={template.imageHeight}
                alt=""
                placeholder={index < WITH_PLACEHOLDER ? template.placeholder : undefined}
                fit="cover"
                isFirst={index < 3}
                className="aspect-4/5 w-full rounded-picture"
              />
              <span className="font-strong type-small group-hover:underline">{template.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
