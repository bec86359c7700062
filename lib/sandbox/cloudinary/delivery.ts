import sharp, { type FormatEnum } from "sharp";
import type { Answer, Exchange } from "../exchange";
import { type Assets, DELIVERY_TYPES } from "./assets";
import { refused } from "./errors";
import { isDeliverySigned } from "./signature";

const TYPE: Record<string, string> = { jpg: "image/jpeg", png: "image/png", webp: "image/webp", gif: "image/gif" };
const sameFormat = (extension: string) => (extension === "jpeg" ? "jpg" : extension);

type Wanted = { type: string; signature: string | undefined; source: string };

/** `<type>/[s--signature--/][v123/]<public id>.<format>`: the version is not signed, and any version is the newest. */
function readAddress(path: string): Wanted {
  const [type = "", ...rest] = path.split("/");
  const signature = /^s--([\w-]+)--$/.exec(rest[0] ?? "")?.[1];
  if (signature) rest.shift();
  if (/^v\d+$/.test(rest[0] ?? "") && rest.length > 1) rest.shift();
  return { type, signature, source: rest.map((part) => decodeURIComponent(part)).join("/") };
}

/** A picture as it was uploaded, or in another format when the address asks for one. There are no further transformations. */
export async function deliver(
  { method, path }: Exchange,
  { assets, secret }: { assets: Assets; secret: string },
): Promise<Answer> {
  if (method !== "GET" && method !== "HEAD") return refused(405, "Method not allowed");
  const { type, signature, source } = readAddress(path);
  if (!DELIVERY_TYPES.some((known) => known === type)) return refused(400, `Invalid type ${type}`);
  const isSigned = signature !== undefined && isDeliverySigned(source, signature, secret);
  if (type === "upload" ? signature !== undefined && !isSigned : !isSigned)
    return refused(401, signature ? "Invalid signature" : `Signature is required for ${type} resources`);
  const dot = source.lastIndexOf(".");
  const extension = dot > source.lastIndexOf("/") ? sameFormat(source.slice(dot + 1)) : "";
  const publicId = extension in TYPE ? source.slice(0, dot) : source;
  const asset = assets.find(type, publicId);
  const content = asset && (await assets.read(asset));
  if (!content) return refused(404, `Resource not found - ${publicId}`);
  const format = extension in TYPE ? extension : asset.format;
  const body =
    format === asset.format
      ? content
      : await sharp(content)
          .toFormat(format as keyof FormatEnum)
          .toBuffer();
  return {
    status: 200,
    headers: {
      "content-type": TYPE[format] ?? "application/octet-stream",
      "cache-control": "public, no-transform, immutable, max-age=2592000",
      etag: `"${asset.etag}"`,
    },
    body,
  };
}
