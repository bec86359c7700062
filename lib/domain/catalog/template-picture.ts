import sharp from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { notFound } from "@/lib/core/errors";
import { type Id, newId } from "@/lib/core/ids";
import type { AdminActor, Ctx, Nobody, UserActor, World } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { findFile } from "@/lib/domain/creations/find-file";
import type { PublicFile } from "@/lib/domain/creations/shares";
import { fromUploadedPicture } from "@/lib/domain/creations/uploaded-picture";
import { enqueue } from "@/lib/jobs/enqueue";
import type { AdminTemplateView } from "./admin-contract";
import { readAnyTemplate } from "./admin-reads";

/** Bytes of an upload. */
export const MAX_TEMPLATE_PICTURE_BYTES = 10 * 1024 * 1024;
/** Long side of what is kept, pixels. */
const SIDE = 640;
/** Longer than any upload takes: a file whose upload died is gone by then. */
const LOST_AFTER_MS = 600_000;

export const templatePictureKey = (pictureId: string) => `templates/${pictureId}.webp`;
/** The address is new with each picture, so it may be cached for long. */
const pathOf = (pictureId: string) => `/media/${pictureId}/template`;

type Encoded = { file: Buffer; width: number; height: number; placeholder: string };

/** What is kept of an upload, and its blurred placeholder. Throws `validation_failed` on `file`. */
function encode(upload: Buffer): Promise<Encoded> {
  return fromUploadedPicture(upload, async (picture) => {
    const { data, info } = await picture
      .resize(SIDE, SIDE, { fit: "inside", withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer({ resolveWithObject: true });
    const small = await sharp(data)
      .resize(64, 64, { fit: "inside" })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const thumbHash = rgbaToThumbHash(small.info.width, small.info.height, small.data);
    const placeholder = Buffer.from(thumbHash).toString("base64");
    return { file: data, width: info.width, height: info.height, placeholder };
  });
}

/** Gives a template a picture. Throws `not_found`, `validation_failed` on `file`. */
export async function setTemplatePicture(ctx: Ctx<AdminActor>, id: string, upload: Buffer): Promise<AdminTemplateView> {
  await readAnyTemplate(ctx, id);
  const { file, width, height, placeholder } = await encode(upload);
  const pictureId: Id<"templatePicture"> = newId("templatePicture");
  const forget = (name: string, delayMs = 0) => ({
    payload: { pictureId: name },
    options: { jobKey: `template:${name}`, delayMs },
  });
  // Queued before there is a file, so that a process which dies from here on leaves none behind.
  const lost = forget(pictureId, LOST_AFTER_MS);
  await enqueue(ctx.db, "delete-template-picture", lost.payload, lost.options);
  await ctx.ports.media.put(templatePictureKey(pictureId), file, "image/webp");
  await inTransaction(ctx, async (tx) => {
    const [before] = await tx.$queryRaw<
      { path: string }[]
    >`SELECT image_path AS path FROM template WHERE id = ${id} FOR UPDATE`;
    if (!before) throw notFound("This template");
    const data = { imagePath: pathOf(pictureId), imageWidth: width, imageHeight: height, placeholder };
    await tx.template.update({ where: { id }, data });
    const [, old] = /^\/media\/(\w+)\/template$/.exec(before.path) ?? [];
    if (old) await enqueue(tx, "delete-template-picture", forget(old).payload, forget(old).options);
    await recordAudit(tx, ctx, {
      action: "template.picture",
      subject: id,
      details: { before: before.path, after: data.imagePath },
    });
  });
  return readAnyTemplate(ctx, id);
}

const isShown = async ({ db }: Pick<World, "db">, pictureId: string) =>
  (await db.template.count({ where: { imagePath: pathOf(pictureId) } })) > 0;

/** Task `delete-template-picture`: deletes the file of a picture that no template has. */
export async function deleteTemplatePicture(world: World, { pictureId }: { pictureId: string }): Promise<void> {
  if (!(await isShown(world, pictureId))) await world.ports.media.delete(templatePictureKey(pictureId));
}

/** A template's picture, for everybody; throws `not_found`. */
export async function openTemplatePicture(
  ctx: Ctx<Nobody | UserActor>,
  { id, variant }: { id: string; variant: string },
): Promise<PublicFile> {
  if (variant !== "template" || !(await isShown(ctx, id))) throw notFound("This picture");
  const open = async () => {
    const file = await findFile(ctx, templatePictureKey(id));
    if (!file) throw notFound("This picture");
    return file;
  };
  return { open, etag: `"${id}"` };
}

/** Pictures of templates that lie in the store, a page of them. */
export async function listTemplatePictures(
  { pool }: Pick<World, "pool">,
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT split_part(image_path, '/', 3) AS id FROM template WHERE image_path LIKE '/media/%/template' AND split_part(image_path, '/', 3) > $1 ORDER BY 1 LIMIT $2`,
    [after, limit],
  );
  return rows.map(({ id }) => id);
}
