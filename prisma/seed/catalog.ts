import pictures from "./template-pictures.json" with { type: "json" };
import { CLASS } from "./templates/class";
import type { TemplateDraft } from "./templates/draft";
import { FESTIVAL } from "./templates/festival";
import { FOOD } from "./templates/food";
import { SHOP } from "./templates/shop";
import { SOCIAL } from "./templates/social";

/** Categories in the order they are shown. */
export const CATEGORIES = [
  { id: "shop", title: "Shop", emoji: "🛍️" },
  { id: "class", title: "Class", emoji: "🎓" },
  { id: "festival", title: "Festival", emoji: "🪔" },
  { id: "food", title: "Food", emoji: "🍛" },
  { id: "social", title: "Social", emoji: "📣" },
] as const;
export type CategoryId = (typeof CATEGORIES)[number]["id"];

/** A template with its picture, as the database holds it. */
export interface CatalogTemplate extends TemplateDraft {
  categoryId: CategoryId;
  negativePrompt: string;
  imagePath: string;
  /** Pixels of the picture at `imagePath`. */
  imageWidth: number;
  imageHeight: number;
  /** thumbhash, base64 */
  placeholder: string;
  /** Within its category, from 0. */
  order: number;
}

const PICTURES: Readonly<Record<string, { width: number; height: number; placeholder: string }>> = pictures;
const DRAFTS: Readonly<Record<CategoryId, readonly TemplateDraft[]>> = {
  shop: SHOP,
  class: CLASS,
  festival: FESTIVAL,
  food: FOOD,
  social: SOCIAL,
};

function withPicture(draft: TemplateDraft, categoryId: CategoryId, order: number): CatalogTemplate {
  const picture = PICTURES[draft.id];
  if (!picture) throw new Error(`Template ${draft.id} has no picture. Run: npx tsx prisma/seed/render-pictures.ts`);
  return {
    ...draft,
    categoryId,
    negativePrompt: draft.negativePrompt ?? "",
    imagePath: `/templates/${draft.id}.webp`,
    imageWidth: picture.width,
    imageHeight: picture.height,
    placeholder: picture.placeholder,
    order,
  };
}

export const TEMPLATES: readonly CatalogTemplate[] = CATEGORIES.flatMap(({ id }) =>
  DRAFTS[id].map((draft, order) => withPicture(draft, id, order)),
);
