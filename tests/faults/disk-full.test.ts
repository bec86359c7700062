import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { imageIdOf } from "@/lib/domain/generation/image-id";
import { type Caller, eventually, openStudio, type Studio } from "@/tests/generation/studio";
import { measured } from "@/tests/support/proof";
import { dispatch } from "@/tests/support/routes";

/**
 * No room for pictures. The folder of the pictures is a small disk of its own where this account may mount one; elsewhere every write goes to a device
 * that is always full, so that the refusal still is the system's own.
 */
let studio: Studio;
let user: Caller;
let folder: string;
let isMounted = false;
let isFull = false;
let refusals = 0;

/** Counts the refusals of the system itself, and brings them about where no disk could be mounted. */
function watchWrites(): void {
  const { media } = studio.world.ports;
  const put = media.put.bind(media);
  media.put = async (...file) => {
    try {
      if (isFull && !isMounted) await writeFile("/dev/full", file[1]);
      return await put(...file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOSPC") refusals++;
      throw error;
    }
  };
}

function mount(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

beforeAll(async () => {
  studio = await openStudio({ GENERATION_DEADLINE_MS: "8000" });
  folder = path.join(studio.world.env.DATA_DIR, "media");
  mkdirSync(folder, { recursive: true });
  isMounted = mount();
  watchWrites();
  await studio.startWorker();
  user = await studio.newUser(100);
});
afterAll(async () => {
  await studio?.stopWorker();
  if (isMounted) execFileSync("umount", ["-l", folder]);
  await studio?.close();
});

const filler = () => path.join(folder, "filler");

/** Fills the disk to its last byte. */
function fill(): void {
  isFull = true;
  if (!isMounted) return;
  for (const size of [1024 * 1024, 4096])
    try {
      for (;;) writeFileSync(filler(), Buffer.alloc(size), { flag: "a" });
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe("ENOSPC");
    }
}
function makeRoom(): void {
  isFull = false;
  rmSync(filler(), { force: true });
}

/** Files of this picture, whole or not, and what was being written beside its name. */
const filesOf = (id: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => name.includes(id) || name.endsWith(".part"));

async function ask(prompt: string): Promise<string> {
  const answer = await user.generate({ prompt });
  expect(answer.status).toBe(202);
  return answer.body.jobId;
}

const entriesFor = async (jobId: string) =>
  (await user.ledger()).filter(({ reference }) => reference === jobId).map(({ credits }) => credits);

describe("a full disk for pictures", () => {
  it("that has room again in time: the job waits, is tried again, and is delivered once", async (context) => {
    fill();
    const before = refusals;
    const jobId = await ask("a red kite that waits for room");
    await eventually("a refusal by the disk", async () => refusals > before);
    expect((await user.job(jobId)).status).not.toBe("succeeded");
    makeRoom();
    expect((await user.ended(jobId)).status).toBe("succeeded");
    expect(await entriesFor(jobId)).toEqual([-1]);
    expect(filesOf("no picture")).toEqual([]);
    measured(context, { "writes refused by the system": refusals - before, "own disk mounted": String(isMounted) });
  });

  it("that stays full: the job ends refunded with nothing left of it; avatars are refused with 503; what is there is served", async (context) => {
    const kept = await ask("a red kite from before");
    await user.ended(kept);
    const imageId = imageIdOf(kept);
    fill();
    const before = refusals;
    const jobId = await ask("a red kite without room");

    const own = () => studio.sql('SELECT avatar_id FROM "user" WHERE id = $1', [user.userId]);
    const avatar = await own();
    const picture = await sharp({ create: { width: 300, height: 300, channels: 3, background: "#c33" } })
      .png()
      .toBuffer();
    const sent = await upload(picture);
    expect({ status: sent.status, type: sent.headers.get("content-type") }).toEqual({
      status: 503,
      type: "application/problem+json",
    });
    expect(Number(sent.headers.get("retry-after"))).toBeGreaterThan(0);
    const told = await sent.text();
    expect(told).toContain('"provider_unavailable"');
    expect(told).not.toMatch(/ENOSPC|media\/|avatars/);
    expect(await own()).toEqual(avatar);

    const zip = await user.fetch("POST", "/api/studio/my-creations/zip", { ids: [imageId] });
    expect(zip.status).toBe(200);
    const bytes = Buffer.from(await zip.arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe("PK");

    const ended = await user.ended(jobId);
    expect(ended.status).toBe("failed");
    expect(await entriesFor(jobId)).toEqual([1, -1]);
    expect(refusals - before).toBeGreaterThan(1);
    await eventually("the files to be gone", async () => filesOf(imageIdOf(jobId)).length === 0);
    await studio.booksHold();
    measured(context, { "writes refused by the system": refusals - before, "bytes of the zip": bytes.length });

    makeRoom();
    expect((await upload(picture)).status).toBe(200);
    expect((await user.ended(await ask("a red kite with room again"))).status).toBe("succeeded");
  });

  it("control: a store that writes straight under the name leaves a part there, and the look at the folder sees it", async () => {
    fill();
    const id = "img_half";
    mkdirSync(path.join(folder, "images", id), { recursive: true });
    const name = path.join(folder, "images", id, "original.png");
    const written = writeFile(isMounted ? name : "/dev/full", Buffer.alloc(64 * 1024));
    await expect(written).rejects.toThrow("ENOSPC");
    if (!isMounted) writeFileSync(name, "");
    expect(filesOf(id)).toEqual([`images/${id}/original.png`]);
    makeRoom();
  });
});

/** A file is a body as it stands. */
async function upload(picture: Buffer): Promise<Response> {
  return dispatch(
    new Request(new URL("/api/users/me/avatar", studio.origin), {
      method: "PUT",
      headers: { Authorization: `Bearer ${user.token}`, "Content-Type": "image/png" },
      body: new Uint8Array(picture),
    }),
  );
}
