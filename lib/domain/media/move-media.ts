import { Client } from "pg";
import { AppError } from "@/lib/core/errors";
import { isId } from "@/lib/core/ids";
import { databaseNow } from "@/lib/db/clock";
import type { World } from "@/lib/db/ctx";
import { deleteTemplatePicture, listTemplatePictures, templatePictureKey } from "@/lib/domain/catalog/template-picture";
import { deletePictureFiles } from "@/lib/domain/creations/picture-files";
import {
  CONTENT_TYPE,
  convertedKey,
  type ImageFormat,
  mediaKey,
  POST_FILES,
  type PostFile,
  postFileKey,
  sharedKey,
} from "@/lib/domain/creations/variants";
import { avatarKey, deleteAvatar } from "@/lib/domain/profiles/avatar";
import { ProviderError } from "@/lib/providers/provider-error";
import { type Direction, Immovable, type MovingFile, moveFile } from "./move-file";
import { createPageNote } from "./page-note";

const PAGE = 100;
const AT_A_TIME = 4;
/** A store that is away fails them all: it is not asked about ten thousand more. */
const GIVE_UP_AFTER = 10;

/** Not being emptied out of the bin; what a moderator deleted is kept as evidence. */
const IS_KEPT = "(i.purge_started_at IS NULL OR i.evidence_until > now())";

type Picture = { id: string; format: ImageFormat; sha256: string };

/** What moves as one: a picture with all its files, an avatar, a template's picture. */
type Holding = { id: string; files: MovingFile[] };

export type MoveReport = {
  pictures: number;
  /** Files. */
  copied: number;
  present: number;
  sourcesDeleted: number;
  bytes: number;
  /** Files that stay where they are. */
  problems: number;
  hasGivenUp: boolean;
};

export type Move = Direction & {
  /** After every page of pictures. */
  onProgress: (report: MoveReport) => void;
  onProblem: (problem: { key: string; reason: string }) => void;
};

function filesOf({ id, format, sha256 }: Picture): MovingFile[] {
  const required = (variant: "original" | "preview" | "thumbnail", contentType: string) => ({
    key: mediaKey(id, variant, format),
    contentType,
    isRequired: true,
  });
  const converted = (Object.keys(CONTENT_TYPE) as ImageFormat[]).map((other) => ({
    key: convertedKey(id, other),
    contentType: CONTENT_TYPE[other],
    isRequired: false,
  }));
  return [
    { ...required("original", CONTENT_TYPE[format]), sha256 },
    required("preview", CONTENT_TYPE.webp),
    required("thumbnail", CONTENT_TYPE.webp),
    ...converted,
    { key: sharedKey(id), contentType: CONTENT_TYPE.jpeg, isRequired: false },
    ...(Object.keys(POST_FILES) as PostFile[]).map((file) => ({
      key: postFileKey(id, file),
      contentType: POST_FILES[file].contentType,
      isRequired: false,
    })),
  ];
}

const webpFile = (key: string): MovingFile => ({ key, contentType: CONTENT_TYPE.webp, isRequired: true });

/** What was purged or taken off while it was on the way has passed by: what arrived after that goes again, here or, after a kill, in the next run. */
async function forgetGone(world: World, ids: readonly string[]): Promise<void> {
  for (const avatarId of ids) if (isId("avatar", avatarId)) await deleteAvatar(world, { avatarId });
  for (const pictureId of ids)
    if (isId("templatePicture", pictureId)) await deleteTemplatePicture(world, { pictureId });
  const { rows } = await world.pool.query<{ id: string }>(
    `SELECT id FROM unnest($1::text[]) AS asked(id) WHERE NOT EXISTS (SELECT FROM image i WHERE i.id = asked.id AND ${IS_KEPT})`,
    [ids.filter((id) => isId("image", id))],
  );
  for (const { id } of rows) await deletePictureFiles(world, id);
}

function reasonOf(error: unknown): string {
  if (error instanceof Immovable) return error.message;
  if (error instanceof ProviderError) return `${error.message} (${error.kind})`;
  return error instanceof Error ? error.message : String(error);
}

class Mover {
  readonly report: MoveReport = {
    ...{ pictures: 0, copied: 0, present: 0, sourcesDeleted: 0, bytes: 0, problems: 0 },
    hasGivenUp: false,
  };
  private failuresInRow = 0;

  constructor(
    private readonly world: World,
    private readonly move: Move,
  ) {}

  private async moveOne(id: string, file: MovingFile): Promise<void> {
    const { report } = this;
    if (report.hasGivenUp) return;
    try {
      const { outcome, bytes, isSourceDeleted } = await moveFile(this.move, file);
      this.world.failpoint("after-moved-file");
      if (outcome === "absent") return;
      this.failuresInRow = 0;
      report[outcome]++;
      if (outcome === "copied") report.bytes += bytes;
      if (isSourceDeleted) report.sourcesDeleted++;
    } catch (error) {
      // What is wrong with this file alone says nothing about the next one.
      if (!(error instanceof Immovable)) this.failuresInRow++;
      report.hasGivenUp ||= this.failuresInRow >= GIVE_UP_AFTER;
      // It may have been purged meanwhile, and then it is no problem.
      if (!(await isStillThere(this.world, id))) return;
      report.problems++;
      this.move.onProblem({ key: file.key, reason: reasonOf(error) });
    }
  }

  /** Moves the files of these, a few at a time. */
  async movePage(page: Holding[]): Promise<void> {
    const left = page.values();
    const workers = Array.from({ length: AT_A_TIME }, async () => {
      for (const { id, files } of left) {
        if (this.report.hasGivenUp) return;
        for (const file of files) await this.moveOne(id, file);
        await forgetGone(this.world, [id]);
        if (isId("image", id)) this.report.pictures++;
      }
    });
    // All of them, also when one fails: nobody works on after the lock is given back.
    const failed = (await Promise.allSettled(workers)).find(({ status }) => status === "rejected");
    if (failed) throw (failed as PromiseRejectedResult).reason;
    this.move.onProgress(this.report);
  }
}

async function isStillThere(world: World, id: string): Promise<boolean> {
  if (isId("templatePicture", id))
    return (await world.db.template.count({ where: { imagePath: { contains: id } } })) > 0;
  const count = isId("avatar", id)
    ? await world.db.user.count({ where: { avatarId: id } })
    : await world.db.image.count({
        where: { id, OR: [{ purgeStartedAt: null }, { evidenceUntil: { gt: await databaseNow(world.db) } }] },
      });
  return count > 0;
}

async function readAvatars(world: World, after: string): Promise<Holding[]> {
  const { rows } = await world.pool.query<{ id: string }>(
    `SELECT avatar_id AS id FROM "user" WHERE avatar_id > $1 ORDER BY avatar_id LIMIT $2`,
    [after, PAGE],
  );
  return rows.map(({ id }) => ({ id, files: [webpFile(avatarKey(id))] }));
}

async function readTemplatePictures(world: World, after: string): Promise<Holding[]> {
  const ids = await listTemplatePictures(world, after, PAGE);
  return ids.map((id) => ({ id, files: [webpFile(templatePictureKey(id))] }));
}

async function readPictures(world: World, after: string): Promise<Holding[]> {
  const { rows } = await world.pool.query<Picture>(
    `SELECT i.id, i.format, i.sha256 FROM image i WHERE i.id > $1 AND ${IS_KEPT} ORDER BY i.id LIMIT $2`,
    [after, PAGE],
  );
  return rows.map((picture) => ({ id: picture.id, files: filesOf(picture) }));
}

/** Holds the lock while it works: two moves in opposite directions could each take for a copy what the other is about to delete. */
async function alone<T>(world: World, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: world.env.DATABASE_DIRECT_URL ?? world.env.DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      "SELECT pg_try_advisory_lock(hashtext('move-media')) AS locked",
    );
    if (!rows[0]?.locked) throw new AppError("conflict", "Another move of picture files is running.");
    return await work();
  } finally {
    await client.end();
  }
}

/**
 * Copies the files of every picture, avatar and template from one store to the other and reads each copy back; the memory it takes does not depend on their number. Safe
 * while everything runs, and after a kill at any line: a further run finds out what is left to do. A file that can't be moved stays where it is and
 * is reported. Throws `conflict` while another move runs.
 */
export function moveMedia(world: World, move: Move): Promise<MoveReport> {
  return alone(world, async () => {
    const note = createPageNote(world.env.DATA_DIR);
    await forgetGone(world, await note.read());
    const mover = new Mover(world, move);
    for (const readPage of [readPictures, readAvatars, readTemplatePictures]) {
      let page = await readPage(world, "");
      while (page.length > 0 && !mover.report.hasGivenUp) {
        await note.write(page.map(({ id }) => id));
        await mover.movePage(page);
        page = await readPage(world, page.at(-1)!.id);
      }
    }
    await note.write([]);
    return mover.report;
  });
}
