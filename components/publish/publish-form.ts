import type { BodyInputOf } from "@/lib/core/endpoint";
import { MAX_TAG_LENGTH, MAX_TAGS, type publishEndpoint, type Visibility } from "@/lib/domain/community/contract";

export type PublishBody = BodyInputOf<typeof publishEndpoint>;

/** A picture that can be published. */
export type Publishable = { imageId: string; prompt: string; thumbnailUrl: string };

/** What is chosen once for all pictures of a dialog; titles are each picture's own. */
export type PublishChoice = {
  description: string;
  categoryId: string;
  tags: string[];
  visibility: Visibility;
  showPrompt: boolean;
  hasWatermark: boolean;
};

export const FIRST_CHOICE: PublishChoice = {
  description: "",
  categoryId: "",
  tags: [],
  visibility: "public",
  showPrompt: true,
  hasWatermark: true,
};

const SUGGESTED_LENGTH = 60;

/** The first words of a prompt, up to a comma or full stop, as a title to start from. */
export function suggestTitle(prompt: string): string {
  const clause = (prompt.split(/[,.;:!?।\n]/u)[0] ?? "").trim();
  const words = clause.split(/\s+/);
  let title = "";
  for (const word of words) {
    if (title && [...title, ...word].length + 1 > SUGGESTED_LENGTH) break;
    title = title ? `${title} ${word}` : word;
  }
  const letters = [...title].slice(0, SUGGESTED_LENGTH);
  return (letters[0] ?? "").toLocaleUpperCase("en-IN") + letters.slice(1).join("");
}

/** Tags with those of a typed text added: cut at commas and line ends, without # and doubles, as many as fit. */
export function addTags(tags: readonly string[], text: string): string[] {
  const all = [...tags];
  for (const piece of text.split(/[,،\n]/u)) {
    const tag = piece
      .trim()
      .replace(/^#+\s*/u, "")
      .replace(/\s+/g, " ");
    const isNew = !all.some((one) => one.toLowerCase() === tag.toLowerCase());
    if (tag && isNew && all.length < MAX_TAGS && [...tag].length <= MAX_TAG_LENGTH) all.push(tag);
  }
  return all;
}

/** The request that publishes one picture. The watermark is only named by those who may choose. */
export function toPublishBody(
  imageId: string,
  title: string,
  choice: PublishChoice,
  mayHideWatermark: boolean,
): PublishBody {
  return {
    imageId,
    title,
    description: choice.description,
    categoryId: choice.categoryId,
    tags: choice.tags,
    visibility: choice.visibility,
    showPrompt: choice.showPrompt,
    ...(mayHideWatermark ? { watermark: choice.hasWatermark } : {}),
  };
}
