"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input, Select, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import {
  type AdminCategoryView,
  type AdminTemplateView,
  createTemplateEndpoint,
  type TemplateInput,
  templatePictureEndpoint,
  updateTemplateEndpoint,
} from "@/lib/domain/catalog/admin-contract";
import { STYLE_KEYS, STYLES, type Style } from "@/lib/domain/generation/styles";
import { ASPECT_RATIOS, type AspectRatio } from "@/lib/domain/generation/tiers";
import { type CallError, call, upload } from "@/lib/http/call";

const PICTURE_TYPES = "image/png,image/jpeg,image/webp";

type Props = {
  template: AdminTemplateView | undefined;
  categories: AdminCategoryView[];
  categoryId: string;
  onClose: () => void;
};

const EMPTY: Omit<TemplateInput, "categoryId"> = {
  title: "",
  description: "",
  prompt: "",
  slots: [],
  negativePrompt: "",
  aspectRatio: "1:1",
  style: null,
  seed: 7,
};

function draftOf(template: AdminTemplateView | undefined, categoryId: string): TemplateInput {
  if (!template) return { ...EMPTY, categoryId };
  const { title, description, prompt, slots, negativePrompt, aspectRatio, seed } = template;
  const style = STYLE_KEYS.find((key) => key === template.style) ?? null;
  return {
    title,
    description,
    prompt,
    slots,
    negativePrompt,
    aspectRatio,
    seed,
    style,
    categoryId: template.categoryId,
  };
}

/** Slots in the order of the text; what was said about one stays while it is renamed away and back. */
function slotsFor(prompt: string, known: TemplateInput["slots"]): TemplateInput["slots"] {
  const names = [...new Set([...prompt.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))];
  return names.map((name) => known.find((slot) => slot.name === name) ?? { name, label: name, example: "" });
}

const filled = (prompt: string, slots: TemplateInput["slots"]) =>
  prompt.replace(/\{(\w+)\}/g, (whole, name: string) => slots.find((slot) => slot.name === name)?.example || whole);

/** A template: its words, its slots as they come up in the prompt, its picture. */
export function TemplateDialog({ template, categories, categoryId, onClose }: Props) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => draftOf(template, categoryId));
  const [known, setKnown] = useState(draft.slots);
  const file = useRef<HTMLInputElement>(null);
  const [fileName, setFileName] = useState("");
  // A template that was made before its picture was refused is not made twice.
  const made = useRef(template?.id);
  const set = (fields: Partial<TemplateInput>) => setDraft({ ...draft, ...fields });
  const setSlot = (name: string, fields: { label?: string; example?: string }) => {
    const slots = draft.slots.map((slot) => (slot.name === name ? { ...slot, ...fields } : slot));
    setKnown([...slots, ...known.filter(({ name: other }) => !slots.some((slot) => slot.name === other))]);
    set({ slots });
  };
  const send = async () => {
    if (made.current) await call(updateTemplateEndpoint, { params: { id: made.current }, body: draft });
    else made.current = (await call(createTemplateEndpoint, { body: draft })).id;
    const picked = file.current?.files?.[0];
    const path = `/api/admin/templates/${made.current}/picture` as typeof templatePictureEndpoint.path;
    if (picked) await upload({ ...templatePictureEndpoint, path }, picked);
    router.refresh();
  };
  return (
    <FormDialog
      title={template ? `Change ${template.title}` : "Add a template"}
      verb="Save"
      send={send}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <Words
            {...{ draft, set, problem, categories }}
            onPrompt={(prompt) => set({ prompt, slots: slotsFor(prompt, known) })}
          />
          {draft.slots.map((slot) => (
            <fieldset key={slot.name} className="grid grid-cols-2 gap-3">
              <legend className="pb-1 font-strong type-small">{`{${slot.name}}`}</legend>
              <Input
                label="Label"
                value={slot.label}
                onChange={({ target }) => setSlot(slot.name, { label: target.value })}
              />
              <Input
                label="Example"
                value={slot.example}
                onChange={({ target }) => setSlot(slot.name, { example: target.value })}
              />
            </fieldset>
          ))}
          {problem?.fieldError("slots") ? <p className="text-bad type-small">{problem.fieldError("slots")}</p> : null}
          {draft.prompt ? (
            <p className="rounded-control bg-sunken p-3 type-small" dir="auto">
              {filled(draft.prompt, draft.slots)}
            </p>
          ) : null}
          <div className="flex flex-wrap items-center gap-3">
            <input
              ref={file}
              type="file"
              accept={PICTURE_TYPES}
              className="sr-only"
              aria-label="Picture"
              tabIndex={-1}
              onChange={({ target }) => setFileName(target.files?.[0]?.name ?? "")}
            />
            <Button onClick={() => file.current?.click()}>
              {template?.hasPicture ? "Change picture" : "Choose a picture"}
            </Button>
            <span className="text-ink-2 type-small">{fileName || "PNG, JPEG or WebP, up to 10 MB"}</span>
          </div>
          {problem?.fieldError("file") ? <p className="text-bad type-small">{problem.fieldError("file")}</p> : null}
        </>
      )}
    </FormDialog>
  );
}

type WordsProps = {
  draft: TemplateInput;
  set: (fields: Partial<TemplateInput>) => void;
  onPrompt: (prompt: string) => void;
  problem: CallError | undefined;
  categories: AdminCategoryView[];
};

function Words({ draft, set, onPrompt, problem, categories }: WordsProps) {
  const errorOf = (field: string) => problem?.fieldError(field);
  return (
    <>
      <Input
        label="Title"
        value={draft.title}
        onChange={({ target }) => set({ title: target.value })}
        error={errorOf("title")}
        dir="auto"
      />
      <Input
        label="Description"
        value={draft.description}
        onChange={({ target }) => set({ description: target.value })}
        error={errorOf("description")}
        dir="auto"
      />
      <Textarea
        label="Prompt"
        help="Write {product} where people put in their own."
        value={draft.prompt}
        onChange={({ target }) => onPrompt(target.value)}
        error={errorOf("prompt")}
        limit={2000}
        dir="auto"
      />
      <Textarea
        label="What to leave out"
        value={draft.negativePrompt}
        onChange={({ target }) => set({ negativePrompt: target.value })}
        error={errorOf("negativePrompt")}
        limit={1000}
        rows={2}
      />
      <div className="grid grid-cols-2 gap-3">
        <Select
          label="Category"
          value={draft.categoryId}
          onChange={({ target }) => set({ categoryId: target.value })}
          error={errorOf("categoryId")}
        >
          {categories.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
        <Select
          label="Shape"
          value={draft.aspectRatio}
          onChange={({ target }) => set({ aspectRatio: target.value as AspectRatio })}
        >
          {ASPECT_RATIOS.map((ratio) => (
            <option key={ratio}>{ratio}</option>
          ))}
        </Select>
        <Select
          label="Style"
          value={draft.style ?? ""}
          onChange={({ target }) => set({ style: target.value ? (target.value as Style) : null })}
        >
          <option value="">None</option>
          {STYLE_KEYS.map((key) => (
            <option key={key} value={key}>
              {STYLES[key].name}
            </option>
          ))}
        </Select>
        <Input
          label="Seed"
          type="number"
          min={0}
          value={String(draft.seed)}
          onChange={({ target }) => set({ seed: Math.trunc(Number(target.value)) })}
          error={errorOf("seed")}
        />
      </div>
    </>
  );
}
