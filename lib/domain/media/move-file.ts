import { createHash } from "node:crypto";
import type { MediaStore } from "@/lib/providers/media-store";

export type Direction = {
  from: MediaStore;
  to: MediaStore;
  /** Take the file out of `from` once its copy was read back. */
  deletesSource: boolean;
};

export type MovingFile = {
  key: string;
  contentType: string;
  /** Every picture has it; the others are made when somebody first wants them. */
  isRequired: boolean;
  /** What the file must be, where that is known. */
  sha256?: string;
};

/** `copied`: written and read back. `present`: the copy was there and is right. `absent`: neither store has it, nor needs to. */
export type Moved = { outcome: "copied" | "present" | "absent"; bytes: number; isSourceDeleted: boolean };

/** Why a file can't be moved. Whatever the reason, both stores keep what they have. */
export class Immovable extends Error {}

const digest = (content: Buffer) => createHash("sha256").update(content).digest("hex");

async function digestIn(store: MediaStore, key: string): Promise<string | undefined> {
  const file = await store.get(key);
  if (!file) return undefined;
  const hash = createHash("sha256");
  for await (const chunk of file.stream) hash.update(chunk);
  return hash.digest("hex");
}

async function contentIn(store: MediaStore, key: string): Promise<Buffer | undefined> {
  const file = await store.get(key);
  return file && Buffer.from(await new Response(file.stream).arrayBuffer());
}

/** Writes the copy unless it is there, and reads it back. Resolves to whether it had to be written. */
async function ensureCopy({ to }: Direction, file: MovingFile, content: Buffer, sha256: string): Promise<boolean> {
  if ((await digestIn(to, file.key)) === sha256) return false;
  await to.put(file.key, content, file.contentType);
  if ((await digestIn(to, file.key)) !== sha256) throw new Immovable("its copy differs from it");
  return true;
}

/**
 * Sees to it that `to` has this file. Repeats do nothing. The source goes, if at all, only after its copy was read back in this very call and was
 * byte for byte what it must be. Throws Immovable, or what the stores throw.
 */
export async function moveFile(direction: Direction, file: MovingFile): Promise<Moved> {
  const { from, to, deletesSource } = direction;
  const { key, isRequired } = file;
  const content = await contentIn(from, key);
  if (!content) {
    if (!isRequired || (await to.exists(key)))
      return { outcome: isRequired ? "present" : "absent", bytes: 0, isSourceDeleted: false };
    throw new Immovable("it is in neither store");
  }
  const sha256 = file.sha256 ?? digest(content);
  const isIntact = digest(content) === sha256;
  if (!isIntact && (await digestIn(to, key)) !== sha256) throw new Immovable("it is damaged");
  const isWritten = isIntact && (await ensureCopy(direction, file, content, sha256));
  if (deletesSource) await from.delete(key);
  return { outcome: isWritten ? "copied" : "present", bytes: content.length, isSourceDeleted: deletesSource };
}
