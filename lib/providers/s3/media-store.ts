import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { GetObjectCommandOutput, S3Client } from "@aws-sdk/client-s3";
import { withDeadline } from "../deadline";
import { withIdleLimit } from "../idle-limit";
import type { MediaStore } from "../media-store";
import { ProviderError } from "../provider-error";
import { readAgain } from "../read-again";
import { toProviderError } from "./errors";

export type S3Config = {
  bucket: string;
  region: string;
  /** Of a store that is not Amazon's; undefined for theirs. */
  endpoint: string | undefined;
  /** The bucket in the path instead of the host's name, as MinIO wants it. */
  isPathStyle: boolean;
  /** Undefined: the machine's own role, as the SDK finds it. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** For one operation; for a file's body the longest silence. */
  timeoutMs: number;
};

const TYPES: Record<string, string> = { png: "image/png", jpeg: "image/jpeg", webp: "image/webp" };

function typeOf(key: string): string {
  const [, extension = ""] = /^[\w-]+(?:\/[\w-]+)*\.(\w+)$/.exec(key) ?? [];
  const type = TYPES[extension];
  if (!type) throw new Error(`Not a media key: ${key}`);
  return type;
}

/** Loaded when first needed: whoever keeps files elsewhere never loads the SDK. */
const loadSdk = () => import("@aws-sdk/client-s3");
type Sdk = Awaited<ReturnType<typeof loadSdk>>;

/**
 * Files as private objects of one bucket, read by the server only and handed on byte for byte. Every operation may be repeated, and is, up to three
 * times, when it failed for a reason that passes; the SDK's own repeats are off. The key needs s3:GetObject, PutObject, DeleteObject, and ListBucket:
 * without the last a missing file is answered with 403. Throws ProviderError: `too_large`, `invalid_input` and `auth` stay as they are until somebody acts.
 */
export function createS3Store(config: S3Config): MediaStore {
  const { bucket: Bucket, timeoutMs } = config;
  let opened: Promise<{ sdk: Sdk; client: S3Client }> | undefined;
  const open = async () => {
    const sdk = await loadSdk();
    const client = new sdk.S3Client({
      region: config.region,
      forcePathStyle: config.isPathStyle,
      maxAttempts: 1,
      // Newer checksums travel in trailers that other makes of S3 refuse; Content-MD5 they all know.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      ...(config.endpoint ? { endpoint: config.endpoint } : {}),
      ...(config.credentials ? { credentials: config.credentials } : {}),
    });
    return { sdk, client };
  };

  /** One operation in its time, repeated where that may help. */
  const ask = <Answer>(
    send: (sdk: Sdk, client: S3Client, abortSignal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> =>
    readAgain(async () => {
      opened ??= open();
      const { sdk, client } = await opened;
      return withDeadline(timeoutMs, (signal) => send(sdk, client, signal));
    }, toProviderError);

  /** Undefined where the file is not there. */
  const unlessMissing = async <Answer>(asking: Promise<Answer>): Promise<Answer | undefined> => {
    try {
      return await asking;
    } catch (error) {
      if (error instanceof ProviderError && error.kind === "not_found") return undefined;
      throw error;
    }
  };

  return {
    async put(key, content) {
      const object = {
        ...{ Bucket, Key: key, Body: content, ContentType: typeOf(key), ContentLength: content.length },
        ContentMD5: createHash("md5").update(content).digest("base64"),
      };
      await ask((sdk, client, abortSignal) => client.send(new sdk.PutObjectCommand(object), { abortSignal }));
    },
    async get(key) {
      const contentType = typeOf(key);
      const found = await unlessMissing<GetObjectCommandOutput>(
        ask((sdk, client, abortSignal) => client.send(new sdk.GetObjectCommand({ Bucket, Key: key }), { abortSignal })),
      );
      if (!found) return undefined;
      const { Body, ContentLength: bytes, ContentType } = found;
      if (!(Body instanceof Readable) || bytes === undefined || ContentType !== contentType) {
        if (Body instanceof Readable) Body.destroy();
        throw new ProviderError("bad_answer", "The S3 store delivered something else than the file");
      }
      const body = Readable.toWeb(Body) as ReadableStream<Uint8Array>;
      return { stream: withIdleLimit(body, timeoutMs, toProviderError), bytes, contentType };
    },
    async exists(key) {
      typeOf(key);
      const input = { Bucket, Key: key };
      const found = await unlessMissing(
        ask((sdk, client, abortSignal) => client.send(new sdk.HeadObjectCommand(input), { abortSignal })),
      );
      if (found) return true;
      // An answer to HEAD has no words: it may be the bucket that is missing.
      const isThere = await unlessMissing(
        ask((sdk, client, abortSignal) => client.send(new sdk.HeadBucketCommand({ Bucket }), { abortSignal })),
      );
      if (!isThere) throw new ProviderError("invalid_input", "S3_BUCKET does not exist there");
      return false;
    },
    async delete(key) {
      typeOf(key);
      await unlessMissing(
        ask((sdk, client, abortSignal) =>
          client.send(new sdk.DeleteObjectCommand({ Bucket, Key: key }), { abortSignal }),
        ),
      );
    },
  };
}
