import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { type Answer, json } from "../exchange";
import { type Asset, type Assets, DELIVERY_TYPES, type DeliveryType, type Picture } from "./assets";
import { refused } from "./errors";
import type { Form } from "./form";
import { answerSignature, deliverySignature, type Params } from "./signature";

export type UploadSetting = {
  assets: Assets;
  cloud: string;
  secret: string;
  /** Largest picture of the plan, bytes. */
  maxBytes: () => number;
  base: () => string;
};

/** Fields that would change or add pictures: refused, because silently not doing it would pass for done. */
const NOT_HERE = ["eager", "transformation", "format", "moderation", "eval", "on_success"];

const text = (params: Params, name: string): string => String(params[name] ?? "");
const isOff = (value: string) => value === "0" || value === "false";

/** Inline, or fetched from the sandbox's own origin: from anywhere else a request could be made on its behalf. */
async function fetchFile(address: string, base: string): Promise<Buffer | undefined> {
  const inline = /^data:[^,]*;base64,(.*)$/s.exec(address);
  if (inline) return Buffer.from(inline[1]!, "base64");
  if (URL.parse(address)?.origin !== new URL(base).origin) return undefined;
  const response = await fetch(address, { redirect: "error" });
  return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
}

/** Size and format as they really are; undefined for what is no whole picture. */
async function look(content: Buffer): Promise<Picture | undefined> {
  try {
    const { width, height, format } = await sharp(content).metadata();
    return { width, height, format: format === "jpeg" ? "jpg" : format };
  } catch {
    return undefined;
  }
}

/** An asset in the words of the API. */
export function assetView(asset: Asset, { cloud, secret, base }: UploadSetting) {
  const { publicId, version, type, format } = asset;
  const signature = type === "upload" ? "" : `s--${deliverySignature(`${publicId}.${format}`, secret, 8)}--/`;
  const address = `${base()}/cloudinary/res/${cloud}/image/${type}/${signature}v${version}/${publicId}.${format}`;
  return {
    asset_id: asset.assetId,
    public_id: publicId,
    version,
    version_id: asset.etag,
    signature: answerSignature(publicId, version, secret),
    width: asset.width,
    height: asset.height,
    format,
    resource_type: "image",
    created_at: asset.createdAt,
    tags: asset.tags,
    bytes: asset.bytes,
    type,
    etag: asset.etag,
    placeholder: false,
    url: address,
    secure_url: address,
    asset_folder: publicId.split("/").slice(0, -1).join("/"),
    original_filename: "file",
  };
}

/** `POST /v1_1/<cloud>/image/upload`, its signature already checked. */
export async function upload({ params, file }: Form, setting: UploadSetting): Promise<Answer> {
  const odd = NOT_HERE.find((name) => text(params, name) !== "");
  if (odd) return refused(400, `The sandbox does not know the parameter ${odd}`);
  const address = text(params, "file");
  if (!file && !address) return refused(400, "Missing required parameter - file");
  const content = file ?? (await fetchFile(address, setting.base()));
  if (!content) return refused(400, "Error in loading the remote file");
  const maxBytes = setting.maxBytes();
  if (content.length > maxBytes)
    return refused(400, `File size too large. Got ${content.length}. Maximum is ${maxBytes}.`);
  const type = (text(params, "type") || "upload") as DeliveryType;
  if (!DELIVERY_TYPES.includes(type)) return refused(400, `Invalid type ${type}`);
  const name = text(params, "public_id") || randomBytes(10).toString("hex");
  const publicId = [text(params, "folder"), name].filter(Boolean).join("/");
  if (/[?&#%<>\\+]|^\/|\/$|^\s|\s$/.test(publicId)) return refused(400, `public_id (${publicId}) is invalid`);
  const before = setting.assets.find(type, publicId);
  if (before && isOff(text(params, "overwrite"))) return json(200, { ...assetView(before, setting), existing: true });
  const picture = await look(content);
  if (!picture) return refused(400, "Invalid image file");
  const tags = [params.tags ?? []].flat().flatMap((tag) => tag.split(","));
  return json(200, assetView(await setting.assets.store({ ...picture, type, publicId, tags, content }), setting));
}
