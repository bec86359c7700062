import { crc32 } from "node:zlib";

export type ZipEntry = { name: string; content: Buffer; isUtf8: boolean };

/** Reads an archive of stored entries by its central directory, as unpackers do, and checks what it says against what is there. */
export function unzip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from("PK\u0005\u0006"));
  if (end < 0 || end + 22 !== archive.length) throw new Error("The archive has no end.");
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (archive.readUInt32LE(at) !== 0x02014b50) throw new Error("The directory is broken.");
    if (archive.readUInt16LE(at + 10) !== 0) throw new Error("An entry is compressed.");
    const [crc, size, nameLength] = [
      archive.readUInt32LE(at + 16),
      archive.readUInt32LE(at + 24),
      archive.readUInt16LE(at + 28),
    ];
    const offset = archive.readUInt32LE(at + 42);
    const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
    const entry = {
      name: archive.toString("utf8", at + 46, at + 46 + nameLength),
      content: archive.subarray(start, start + size),
      isUtf8: (archive.readUInt16LE(at + 8) & 0x800) !== 0,
    };
    if (crc32(entry.content) !== crc) throw new Error(`${entry.name} is damaged.`);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    return entry;
  });
}
