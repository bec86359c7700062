import type { BodyOf } from "@/lib/core/endpoint";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { AdminActor, Ctx } from "@/lib/db/ctx";
import type { Tx } from "@/lib/db/prisma";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { judgeText } from "@/lib/domain/moderation/text-policy";
import type { AdminTemplateView, TemplateInput, updateTemplateEndpoint } from "./admin-contract";
import { listAllTemplates, readAnyTemplate } from "./admin-reads";

type Checked = Pick<TemplateInput, "title" | "description" | "prompt" | "negativePrompt" | "slots">;

/** Every slot in the prompt is described, and every description has its slot. Throws `validation_failed` on `slots`. */
export function requireSlots({ prompt, slots }: Pick<TemplateInput, "prompt" | "slots">): void {
  const inText = new Set([...prompt.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!));
  const named = slots.map(({ name }) => name);
  const unnamed = [...inText].find((name) => !named.includes(name));
  if (unnamed) throw invalid("slots", `The prompt has {${unnamed}}: describe it.`);
  const unused = named.find((name, at) => !inText.has(name) || named.indexOf(name) !== at);
  if (unused) throw invalid("slots", `{${unused}} does not stand in the prompt, or stands here twice.`);
}

/** Everybody reads it and starts from it: the same rules as for what people publish. Throws `content_policy_violation`, `validation_failed`. */
function requireFit({ title, description, prompt, negativePrompt, slots }: Checked): void {
  requireSlots({ prompt, slots });
  const examples = slots.map(({ label, example }) => `${label} ${example}`).join(" \n ");
  judgeText({ title, description, prompt, negativePrompt, slots: examples });
}

async function requireCategory(tx: Tx, categoryId: string): Promise<void> {
  if ((await tx.category.count({ where: { id: categoryId } })) === 0)
    throw invalid("categoryId", "There is no such category.");
}

/** Adds a template at the end of its category, inactive until it has a picture. Throws `validation_failed`, `content_policy_violation`. */
export async function createTemplate(ctx: Ctx<AdminActor>, input: TemplateInput): Promise<AdminTemplateView> {
  requireFit(input);
  const id = newId("template");
  await inTransaction(ctx, async (tx) => {
    await requireCategory(tx, input.categoryId);
    const { _max } = await tx.template.aggregate({ where: { categoryId: input.categoryId }, _max: { position: true } });
    const picture = { imagePath: "", imageWidth: 1, imageHeight: 1, placeholder: "" };
    await tx.template.create({
      data: { id, ...input, ...picture, position: (_max.position ?? -1) + 1, isActive: false },
    });
    await recordAudit(tx, ctx, { action: "template.create", subject: id, details: { after: input } });
  });
  return readAnyTemplate(ctx, id);
}

/** Changes a template, or takes it out of the studio and back. Throws `not_found`, `conflict` for one without a picture, and like `createTemplate`. */
export async function updateTemplate(
  ctx: Ctx<AdminActor>,
  id: string,
  input: BodyOf<typeof updateTemplateEndpoint>,
): Promise<AdminTemplateView> {
  const before = await readAnyTemplate(ctx, id);
  requireFit({ ...before, ...(input as Partial<Checked>) });
  await inTransaction(ctx, async (tx) => {
    const locked = await tx.$queryRaw<
      { image_path: string }[]
    >`SELECT image_path FROM template WHERE id = ${id} FOR UPDATE`;
    if (!locked[0]) throw notFound("This template");
    if (input.isActive && locked[0].image_path === "")
      throw new AppError("conflict", "Give it a picture first: the studio shows templates by theirs.");
    if (input.categoryId) await requireCategory(tx, input.categoryId);
    const given = Object.entries(input).filter(([, value]) => value !== undefined);
    await tx.template.update({ where: { id }, data: Object.fromEntries(given) });
    const old = Object.fromEntries(given.map(([name]) => [name, before[name as keyof AdminTemplateView]]));
    await recordAudit(tx, ctx, {
      action: "template.change",
      subject: id,
      details: { before: old, after: Object.fromEntries(given) },
    });
  });
  return readAnyTemplate(ctx, id);
}

/** Puts the templates of one category into an order. Throws `conflict` where these are not all of one category. */
export async function orderTemplates(
  ctx: Ctx<AdminActor>,
  { ids }: { ids: string[] },
): Promise<{ items: AdminTemplateView[] }> {
  await inTransaction(ctx, async (tx) => {
    const known = await tx.$queryRaw<{ id: string; categoryId: string }[]>`
      SELECT id, category_id AS "categoryId" FROM template
        WHERE category_id = (SELECT category_id FROM template WHERE id = ${ids[0]}) ORDER BY position, id FOR UPDATE`;
    const isWhole =
      known.length === ids.length && new Set(ids).size === ids.length && known.every(({ id }) => ids.includes(id));
    if (!isWhole) throw new AppError("conflict", "The templates have changed in the meantime. Look at them again.");
    await tx.$executeRaw`UPDATE template t SET position = o.at - 1 FROM unnest(${ids}::text[]) WITH ORDINALITY AS o(id, at) WHERE o.id = t.id`;
    const details = { before: known.map(({ id }) => id), after: ids };
    await recordAudit(tx, ctx, { action: "template.order", subject: known[0]?.categoryId ?? "templates", details });
  });
  return { items: await listAllTemplates(ctx) };
}
