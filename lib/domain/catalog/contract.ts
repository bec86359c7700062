import * as z from "zod/mini";
import { endpoint } from "@/lib/core/endpoint";
import { ASPECT_RATIOS } from "@/lib/domain/generation/tiers";

export const categoryView = z.object({ id: z.string(), title: z.string(), emoji: z.string() });
export type CategoryView = z.infer<typeof categoryView>;

export const templateView = z.object({
  id: z.string(),
  categoryId: z.string(),
  title: z.string(),
  description: z.string(),
  prompt: z.string(),
  slots: z.array(z.object({ name: z.string(), label: z.string(), example: z.string() })),
  negativePrompt: z.string(),
  aspectRatio: z.enum(ASPECT_RATIOS),
  style: z.optional(z.string()),
  seed: z.int(),
  imageUrl: z.string(),
  imageWidth: z.int(),
  imageHeight: z.int(),
  placeholder: z.string(),
});
export type TemplateView = z.infer<typeof templateView>;

const tag = "Catalogue";

export const categoriesEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/categories",
  summary: "Template categories",
  tag,
  response: z.object({ items: z.array(categoryView) }),
});
export const templatesEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/templates",
  summary: "Templates, by category",
  tag,
  query: z.object({ categoryId: z.optional(z.string().check(z.maxLength(80))) }),
  response: z.object({ items: z.array(templateView) }),
});
export const templateEndpoint = endpoint({
  method: "GET",
  path: "/api/studio/templates/{id}",
  summary: "One template",
  tag,
  response: templateView,
});
