import { notFound } from "@/lib/core/errors";
import type { World } from "@/lib/db/ctx";
import type { AdminCategoryView, AdminTemplateView } from "./admin-contract";
import { toTemplateView } from "./reads";

type On = Pick<World, "db">;

/** Every category in its order. */
export async function listAllCategories({ db }: On): Promise<AdminCategoryView[]> {
  const rows = await db.category.findMany({
    orderBy: [{ position: "asc" }, { id: "asc" }],
    include: {
      _count: { select: { posts: { where: { deletedAt: null } }, templates: { where: { isActive: true } } } },
    },
  });
  return rows.map(({ _count, ...category }) => ({ ...category, templates: _count.templates, posts: _count.posts }));
}

/** Throws `not_found`. */
export async function readCategory(on: On, id: string): Promise<AdminCategoryView> {
  const found = (await listAllCategories(on)).find((one) => one.id === id);
  if (!found) throw notFound("This category");
  return found;
}

/** Every template, by category and position. */
export async function listAllTemplates({ db }: On): Promise<AdminTemplateView[]> {
  const rows = await db.template.findMany({
    orderBy: [{ category: { position: "asc" } }, { categoryId: "asc" }, { position: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => ({
    ...toTemplateView(row),
    position: row.position,
    isActive: row.isActive,
    hasPicture: row.imagePath !== "",
  }));
}

/** Throws `not_found`. */
export async function readAnyTemplate(on: On, id: string): Promise<AdminTemplateView> {
  const found = (await listAllTemplates(on)).find((one) => one.id === id);
  if (!found) throw notFound("This template");
  return found;
}
