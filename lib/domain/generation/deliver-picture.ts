import { randomUUID } from "node:crypto";
import type { Id } from "@/lib/core/ids";
import type { World } from "@/lib/db/ctx";
import { type EncodedPicture, encodePicture, UnfitPicture } from "@/lib/domain/creations/encode-picture";
import { CONTENT_TYPE, mediaKey } from "@/lib/domain/creations/variants";
import type { RemoteFile } from "@/lib/providers/image-generator";
import { ProviderError, type ProviderErrorKind } from "@/lib/providers/provider-error";
import { discardPicture } from "./discard-picture";
import type { FailureCode } from "./failures";
import { imageIdOf } from "./image-id";
import { type StoredPicture, settleGeneration } from "./settle-generation";

const FILE_TRIES = 3;

/** What the media store refuses again however often it is asked. Its other failures pass, while the image service still has the file. */
const UNSTORABLE: Partial<Record<ProviderErrorKind, FailureCode>> = {
  too_large: "too_large_to_keep",
  auth: "not_kept",
  invalid_input: "not_kept",
  not_found: "not_kept",
};

/** The picture exists, and nobody will ever get it. */
class Undeliverable extends Error {
  constructor(readonly code: FailureCode) {
    super(code);
  }
}

type Claim = { width: number; height: number };

async function takeLease(world: World, generationId: string, token: string): Promise<Claim | undefined> {
  const { rows } = await world.pool.query<Claim>(
    `UPDATE generation SET lease_token = $2, lease_until = now() + $3::int * interval '1 millisecond', started_at = coalesce(started_at, now())
      WHERE id = $1 AND state = 'running' AND (lease_until IS NULL OR lease_until < now()) RETURNING width, height`,
    [generationId, token, world.env.LEASE_MS],
  );
  return rows[0];
}

/** Renews the lease while the work goes on; a worker cut off from the database loses it and can't settle. */
function keepLease(world: World, generationId: string, token: string): () => void {
  const renew = () =>
    world.pool
      .query(
        "UPDATE generation SET lease_until = now() + $3::int * interval '1 millisecond' WHERE id = $1 AND lease_token = $2",
        [generationId, token, world.env.LEASE_MS],
      )
      .catch((error: unknown) => world.log.warn("lease not renewed", { generationId, error }));
  const timer = setInterval(renew, world.env.LEASE_MS / 3);
  return () => clearInterval(timer);
}

async function fetchWithRetries(world: World, file: RemoteFile): Promise<Buffer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await world.ports.images!.fetchFile(file);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (error.kind === "bad_answer") throw new Undeliverable("broken_file");
      if (attempt === FILE_TRIES) throw new Undeliverable("file_unavailable");
      await new Promise((resolve) => setTimeout(resolve, world.env.POLL_INTERVAL_MS));
    }
  }
}

async function store(world: World, imageId: Id<"image">, encoded: EncodedPicture): Promise<StoredPicture> {
  const { original, preview, thumbnail, ...rest } = encoded;
  const { media } = world.ports;
  try {
    await media.put(mediaKey(imageId, "preview", rest.format), preview, CONTENT_TYPE.webp);
    await media.put(mediaKey(imageId, "thumbnail", rest.format), thumbnail, CONTENT_TYPE.webp);
    await media.put(mediaKey(imageId, "original", rest.format), original, CONTENT_TYPE[rest.format]);
  } catch (error) {
    const code = error instanceof ProviderError ? UNSTORABLE[error.kind] : undefined;
    if (!code) throw error;
    world.log.error("media store refused a picture", { imageId, code, reason: (error as ProviderError).message });
    throw new Undeliverable(code);
  }
  return { imageId, bytes: original.length, ...rest };
}

/** While there is time, the lease spaces the tries out; once there is none left it must not keep the job from its end. */
const leaveIfLate = (world: World, generationId: string, token: string) =>
  world.pool.query(
    "UPDATE generation SET lease_until = now() WHERE id = $1 AND lease_token = $2 AND deadline_at < now()",
    [generationId, token],
  );

function failureOf(error: unknown): FailureCode | undefined {
  if (error instanceof UnfitPicture) return error.fault;
  return error instanceof Undeliverable ? error.code : undefined;
}

/**
 * Fetches, checks, labels and stores the picture, then ends the generation with it; a file that is no picture of the promised size ends it
 * with a refund, as does one that the media store will never take. One worker at a time holds the lease; who finds it taken leaves. What passes
 * (media store or database away, disk full) is thrown: the lease runs out and the reconciler comes back while the provider still has the file.
 */
export async function deliverPicture(world: World, generationId: string, files: readonly RemoteFile[]): Promise<void> {
  const file = files[0];
  if (!file) return void (await settleGeneration(world, generationId, { state: "failed", code: "no_picture" }));
  const leaseToken = randomUUID();
  const wanted = await takeLease(world, generationId, leaseToken);
  if (!wanted) return;
  const letGo = keepLease(world, generationId, leaseToken);
  try {
    world.failpoint("before-fetch");
    const imageId = imageIdOf(generationId);
    const picture = await store(
      world,
      imageId,
      await encodePicture(await fetchWithRetries(world, file), wanted, imageId),
    );
    world.failpoint("after-store");
    const isDelivered = await settleGeneration(world, generationId, { state: "succeeded", picture, leaseToken });
    // Ended otherwise meanwhile: nobody will ever see these files.
    if (!isDelivered) await discardPicture(world, { generationId });
  } catch (error) {
    const code = failureOf(error);
    if (!code) {
      await leaveIfLate(world, generationId, leaseToken);
      throw error;
    }
    world.log.warn("result file refused", { generationId, code });
    await settleGeneration(world, generationId, { state: "failed", code, leaseToken });
  } finally {
    letGo();
  }
}
