"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Select, Textarea } from "@/components/ui/field";
import { RadioCards } from "@/components/ui/radio-cards";
import { MAX_DESCRIPTION_LENGTH, type Visibility } from "@/lib/domain/community/contract";
import type { PublishChoice } from "./publish-form";
import { TagInput } from "./tag-input";
import type { PublishOptions } from "./use-publish-options";

type Props = {
  choice: PublishChoice;
  onChange: (part: Partial<PublishChoice>) => void;
  options: PublishOptions;
  errors: Readonly<Record<string, string>>;
};

const VISIBILITY: { value: Visibility; name: string; note: string }[] = [
  { value: "public", name: "Public", note: "In Explore, for everybody" },
  { value: "unlisted", name: "Unlisted", note: "Whoever has the link" },
  { value: "private", name: "Private", note: "Only you" },
];

/** What is the same for every picture of the dialog. */
export function ChoiceFields({ choice, onChange, options, errors }: Props) {
  return (
    <>
      <Select
        label="Category"
        value={choice.categoryId}
        onChange={({ target }) => onChange({ categoryId: target.value })}
        error={errors.categoryId}
      >
        <option value="">Choose a category</option>
        {options.categories.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      <TagInput tags={choice.tags} onChange={(tags) => onChange({ tags })} error={errors.tags} />
      <Textarea
        label="Description"
        value={choice.description}
        onChange={({ target }) => onChange({ description: target.value })}
        error={errors.description}
        limit={MAX_DESCRIPTION_LENGTH}
        dir="auto"
      />
      <RadioCards
        legend="Who sees it"
        value={choice.visibility}
        onChange={(visibility) => onChange({ visibility })}
        className="grid grid-cols-3 gap-2"
        options={VISIBILITY.map(({ value, name, note }) => ({
          value,
          content: (
            <>
              <span className="font-strong">{name}</span>
              <span className="text-ink-2 type-small">{note}</span>
            </>
          ),
        }))}
      />
      <div>
        <Checkbox
          label="Show the prompt, so that others can remix it"
          checked={choice.showPrompt}
          onChange={({ target }) => onChange({ showPrompt: target.checked })}
          error={errors.showPrompt}
        />
        <Checkbox
          label={
            options.mayHideWatermark
              ? "Small brand watermark in the corner"
              : "Small brand watermark in the corner. Members who have bought credits may leave it out."
          }
          checked={choice.hasWatermark}
          disabled={!options.mayHideWatermark}
          onChange={({ target }) => onChange({ hasWatermark: target.checked })}
          error={errors.watermark}
        />
      </div>
    </>
  );
}
