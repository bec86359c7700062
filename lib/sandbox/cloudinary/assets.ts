import { createHash, randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Clock } from "../clock";
import { Journal } from "../journal";

export const DELIVERY_TYPES = ["upload", "authenticated", "private"] as const;
export type DeliveryType = (typeof DELIVERY_TYPES)[number];

export type Picture = { width: number; height: number; format: string };

export type Asset = Picture & {
  /** `<type>/<public id>`: one asset each. */
  id: string;
  assetId: string;
  publicId: string;
  type: DeliveryType;
  /** Seconds since 1970, grows with every upload. */
  version: number;
  bytes: number;
  /** MD5 of the bytes. */
  etag: string;
  tags: string[];
  createdAt: string;
  isDestroyed: boolean;
};

export type NewAsset = Picture & { publicId: string; type: DeliveryType; tags: string[]; content: Buffer };

const KEEP = 500_000;

/** What was uploaded: a journal of assets, and their bytes as files beside it. Both survive a kill at any line. */
export class Assets {
  private readonly journal: Journal<Asset>;
  private readonly folder: string;

  constructor(
    stateDir: string,
    private readonly clock: Clock,
  ) {
    this.journal = new Journal(path.join(stateDir, "assets.jsonl"), KEEP);
    this.folder = path.join(stateDir, "assets");
    mkdirSync(this.folder, { recursive: true });
  }

  /** Every version has bytes of its own, so that an overwrite never meets a reader. */
  private fileOf({ assetId, version, etag }: Asset): string {
    return path.join(this.folder, `${assetId}-${version}-${etag}`);
  }

  find(type: string, publicId: string): Asset | undefined {
    const asset = this.journal.get(`${type}/${publicId}`);
    return asset?.isDestroyed ? undefined : asset;
  }

  async store({ content, ...picture }: NewAsset): Promise<Asset> {
    const { type, publicId } = picture;
    const before = this.find(type, publicId);
    const asset: Asset = {
      ...picture,
      id: `${type}/${publicId}`,
      assetId: before?.assetId ?? randomBytes(16).toString("hex"),
      version: Math.max(Math.floor(this.clock.now() / 1000), (before?.version ?? 0) + 1),
      bytes: content.length,
      etag: createHash("md5").update(content).digest("hex"),
      createdAt: before?.createdAt ?? this.clock.iso(),
      isDestroyed: false,
    };
    const file = this.fileOf(asset);
    await writeFile(`${file}.new`, content);
    await rename(`${file}.new`, file);
    this.journal.put(asset);
    if (before) await rm(this.fileOf(before), { force: true });
    return asset;
  }

  /** The bytes, or undefined when they were overwritten or destroyed meanwhile. */
  read(asset: Asset): Promise<Buffer | undefined> {
    return readFile(this.fileOf(asset)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
  }

  /** False when there was nothing. */
  async destroy(type: string, publicId: string): Promise<boolean> {
    const asset = this.find(type, publicId);
    if (!asset) return false;
    this.journal.put({ ...asset, isDestroyed: true });
    await rm(this.fileOf(asset), { force: true });
    return true;
  }
}
