import * as z from "zod/mini";
import { notFound } from "@/lib/core/errors";
import type { World } from "@/lib/db/ctx";
import type { Template } from "@/prisma/generated/client";
import { type CategoryView, type TemplateView, templateView } from "./contract";

/** Active categories in their order. */
export async function listCategories(on: Pick<World, "db">): Promise<CategoryView[]> {
  return on.db.category.findMany({
    where: { isActive: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true, title: true, emoji: true },
  });
}

export function toTemplateView(row: Template): TemplateView {
  return z.parse(templateView, { ...row, style: row.style ?? undefined, imageUrl: row.imagePath });
}

/** Active templates of active categories, by category and position. */
export async function listTemplates(
  on: Pick<World, "db">,
  query: { categoryId?: string } = {},
): Promise<TemplateView[]> {
  const rows = await on.db.template.findMany({
    where: {
      isActive: true,
      category: { isActive: true },
      ...(query.categoryId ? { categoryId: query.categoryId } : {}),
    },
    orderBy: [{ category: { position: "asc" } }, { position: "asc" }, { id: "asc" }],
  });
  return rows.map(toTemplateView);
}

export async function readTemplate(on: Pick<World, "db">, id: string): Promise<TemplateView> {
  const row = await on.db.template.findFirst({ where: { id, isActive: true, category: { isActive: true } } });
  if (!row) throw notFound("This template");
  return toTemplateView(row);
}
