"use client";

import { buttonLook } from "@/components/ui/button";
import { Menu, MenuDownload } from "@/components/ui/menu";
import { DOWNLOAD_FORMATS, type DownloadFormat, downloadEndpoint } from "@/lib/domain/creations/contract";
import { urlOf } from "@/lib/http/call";

const WORDS: Record<DownloadFormat, { name: string; note: string }> = {
  png: { name: "PNG", note: "every pixel as made" },
  webp: { name: "WebP", note: "smallest file" },
  jpeg: { name: "JPEG", note: "opens everywhere" },
};

export const downloadUrl = (imageId: string, format: DownloadFormat) =>
  urlOf(downloadEndpoint, { params: { id: imageId }, query: { format } });

/** "1.4 MB" */
function fileSize(bytes: number): string {
  return bytes < 100_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

type Props = {
  imageId: string;
  side?: "above" | "docked";
  /** The file that there is already; the others are made when asked for. */
  original?: { format: DownloadFormat; bytes: number };
};

/** Download in one of three formats, full size. */
export function DownloadMenu({ imageId, side, original }: Props) {
  return (
    <Menu
      label="Download"
      trigger="Download"
      side={side}
      triggerClassName={buttonLook({ variant: "strong", wide: true })}
    >
      {DOWNLOAD_FORMATS.map((format) => (
        <MenuDownload key={format} href={downloadUrl(imageId, format)}>
          <span className="w-12 font-strong">{WORDS[format].name}</span>
          <span className="whitespace-nowrap text-ink-2 type-small">
            {WORDS[format].note}
            {format === original?.format ? `, ${fileSize(original.bytes)}` : ""}
          </span>
        </MenuDownload>
      ))}
    </Menu>
  );
}
