import type { BodyOf } from "@/lib/core/endpoint";
import { AppError, notFound } from "@/lib/core/errors";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import type { AdminCategoryView, createCategoryEndpoint, updateCategoryEndpoint } from "./admin-contract";
import { listAllCategories, readCategory } from "./admin-reads";

const plain = (emoji: string) => emoji.replace(/\ufe0f/g, "");

/** Adds a category at the end. Throws `conflict` for a name that is taken. */
export async function createCategory(
  ctx: Ctx<AdminActor>,
  { id, title, emoji }: BodyOf<typeof createCategoryEndpoint>,
): Promise<AdminCategoryView> {
  await inTransaction(ctx, async (tx) => {
    const added = await tx.$executeRaw`
      INSERT INTO category (id, title, emoji, position) SELECT ${id}, ${title}, ${plain(emoji)}, coalesce(max(position), -1) + 1 FROM category
        ON CONFLICT (id) DO NOTHING`;
    if (added === 0)
      throw new AppError("conflict", "There is a category of this name.", {
        errors: [{ field: "id", message: "There is a category of this name." }],
      });
    await recordAudit(tx, ctx, { action: "category.create", subject: id, details: { title, emoji } });
  });
  return readCategory(ctx, id);
}

/** Changes a category, or takes it out of sight and back; its posts and templates stay. Throws `not_found`. */
export async function updateCategory(
  ctx: Ctx<AdminActor>,
  id: string,
  input: BodyOf<typeof updateCategoryEndpoint>,
): Promise<AdminCategoryView> {
  await inTransaction(ctx, async (tx) => {
    const before = await tx.category.findUnique({ where: { id } });
    if (!before) throw notFound("This category");
    const { title, isActive } = input;
    const data = {
      ...(title ? { title } : {}),
      ...(input.emoji ? { emoji: plain(input.emoji) } : {}),
      ...(isActive === undefined ? {} : { isActive }),
    };
    const after = await tx.category.update({ where: { id }, data });
    await recordAudit(tx, ctx, { action: "category.change", subject: id, details: { before, after } });
  });
  return readCategory(ctx, id);
}

/** Puts all categories into an order. Throws `conflict` where these are not all of them: somebody has added one meanwhile. */
export async function orderCategories(
  ctx: Ctx<AdminActor>,
  { ids }: { ids: string[] },
): Promise<{ items: AdminCategoryView[] }> {
  await inTransaction(ctx, async (tx) => {
    const known = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM category ORDER BY position, id FOR UPDATE`;
    const isWhole =
      known.length === ids.length && new Set(ids).size === ids.length && known.every(({ id }) => ids.includes(id));
    if (!isWhole) throw new AppError("conflict", "The categories have changed in the meantime. Look at them again.");
    await tx.$executeRaw`UPDATE category c SET position = o.at - 1 FROM unnest(${ids}::text[]) WITH ORDINALITY AS o(id, at) WHERE o.id = c.id`;
    await recordAudit(tx, ctx, {
      action: "category.order",
      subject: "categories",
      details: { before: known.map(({ id }) => id), after: ids },
    });
  });
  return { items: await listAllCategories(ctx) };
}
