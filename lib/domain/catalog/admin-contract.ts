import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { lineField, textField } from "@/lib/core/fields";
import { STYLE_KEYS } from "@/lib/domain/generation/styles";
import { ASPECT_RATIOS } from "@/lib/domain/generation/tiers";
import { templateView } from "./contract";

const tag = "Admin: catalogue";

/** What a category can be drawn with: emoji of the icon font. */
export const CATEGORY_EMOJI = [
  ..."🛍🎓🪔🍛📣🎨🎬🎭🎲🎵🎁🎉🏏🏡🏪🏫🏷🏺🐾👗👥👶💍💡💬💼📋📐📚📜📰📷🖼🚗🛒🪷🫗🍲🍽🌄🌾☕⭐🔥",
] as const;

const id = z
  .string({ error: "Give it a short name." })
  .check(z.regex(/^[a-z0-9][a-z0-9-]{1,39}$/, "Use 2 to 40 small letters, digits and dashes."));
const title = lineField("The title", 1, 60);
const emoji = z
  .string({ error: "Choose an emoji." })
  .check(
    z.refine(
      (text) => (CATEGORY_EMOJI as readonly string[]).includes(text.replace(/\ufe0f/g, "")),
      "Choose one of the emoji shown.",
    ),
  );

export const adminCategoryView = z.object({
  id: z.string(),
  title: z.string(),
  emoji: z.string(),
  position: z.int(),
  isActive: z.boolean(),
  /** Active templates, and posts that stand in it. */
  templates: z.int(),
  posts: z.int(),
});
export type AdminCategoryView = z.infer<typeof adminCategoryView>;
const categories = z.object({ items: z.array(adminCategoryView) });

export const adminCategoriesEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/categories",
  summary: "Categories in their order, inactive ones among them",
  tag,
  response: categories,
});
export const createCategoryEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/categories",
  summary: "Add a category at the end",
  tag,
  body: z.object({ id, title, emoji }),
  response: adminCategoryView,
  status: 201,
  errors: [409],
});
export const updateCategoryEndpoint = endpoint({
  method: "PATCH",
  path: "/api/admin/categories/{id}",
  summary: "Change, deactivate or re-activate a category; posts in it stay",
  tag,
  body: z.object({ title: z.optional(title), emoji: z.optional(emoji), isActive: z.optional(z.boolean()) }),
  response: adminCategoryView,
  errors: [404],
});
const order = z.object({ ids: z.array(z.string().check(z.maxLength(80))).check(z.minLength(1), z.maxLength(500)) });
export const orderCategoriesEndpoint = endpoint({
  method: "PUT",
  path: "/api/admin/categories/order",
  summary: "The order of all categories",
  tag,
  body: order,
  response: categories,
  errors: [409],
});

export const adminTemplateView = z.extend(templateView, {
  position: z.int(),
  isActive: z.boolean(),
  hasPicture: z.boolean(),
});
export type AdminTemplateView = z.infer<typeof adminTemplateView>;
const templates = z.object({ items: z.array(adminTemplateView) });

const slots = z
  .array(
    z.object({
      name: z.string().check(z.regex(/^[a-z][a-z0-9_]{0,29}$/, "A slot’s name: small letters, digits, _.")),
      label: lineField("A slot’s label", 1, 40),
      example: lineField("A slot’s example", 1, 100),
    }),
  )
  .check(z.maxLength(8, "Eight slots at most."));
const fields = {
  categoryId: z.string({ error: "Choose a category." }).check(z.maxLength(80)),
  title,
  description: lineField("The description", 1, 200),
  /** With `{name}` where a slot stands. */
  prompt: textField("The prompt", 3, 2000),
  slots,
  negativePrompt: textField("What to leave out", 0, 1000),
  aspectRatio: z.enum(ASPECT_RATIOS, { error: "Choose a shape." }),
  style: z.nullable(z.enum(STYLE_KEYS, { error: "Choose a style, or none." })),
  seed: z.int("The seed: a whole number.").check(z.minimum(0), z.maximum(2 ** 31 - 1)),
};
export const adminTemplatesEndpoint = endpoint({
  method: "GET",
  path: "/api/admin/templates",
  summary: "Templates by category and order, inactive ones among them",
  tag,
  response: templates,
});
export const createTemplateEndpoint = endpoint({
  method: "POST",
  path: "/api/admin/templates",
  summary: "Add a template; it is inactive until it has a picture and is activated",
  tag,
  body: z.object(fields),
  response: adminTemplateView,
  status: 201,
});
export type TemplateInput = z.infer<(typeof createTemplateEndpoint)["body"]>;
export const updateTemplateEndpoint = endpoint({
  method: "PATCH",
  path: "/api/admin/templates/{id}",
  summary: "Change, deactivate or re-activate a template",
  tag,
  body: z.partial(z.object({ ...fields, isActive: z.boolean() })),
  response: adminTemplateView,
  errors: [404, 409],
});
export const orderTemplatesEndpoint = endpoint({
  method: "PUT",
  path: "/api/admin/templates/order",
  summary: "The order of the templates of one category",
  tag,
  body: order,
  response: templates,
  errors: [409],
});
export const templatePictureEndpoint = endpoint({
  method: "PUT",
  path: "/api/admin/templates/{id}/picture",
  summary:
    "Upload a template’s picture: PNG, JPEG or WebP up to 10 MB, as the body or as the field `file` of a multipart form",
  tag,
  response: adminTemplateView,
  errors: [400, 404, 413, 422],
});
