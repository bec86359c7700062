import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const IV_BYTES = 12;
const SHAPE = /^v1\.([\w-]+)\.([\w-]+)\.([\w-]*)$/;

/** What does not open: another secret sealed it, or it was altered. Holds neither. */
export class Unopenable extends Error {
  override readonly name = "Unopenable";
}

const keyOf = (secret: string) =>
  new Uint8Array(hkdfSync("sha256", secret, "community-ai-studio", "provider-keys", 32));

/** AES-256-GCM under a key derived from the secret; the name is authenticated, so that one key can't be put in another's place. */
export function seal(secret: string, name: string, value: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(secret), iv);
  cipher.setAAD(Buffer.from(name));
  const sealed = Buffer.concat([cipher.update(value, "utf8"), cipher.final()]);
  return ["v1", iv, cipher.getAuthTag(), sealed]
    .map((part) => (typeof part === "string" ? part : part.toString("base64url")))
    .join(".");
}

/** Throws Unopenable. */
export function unseal(secret: string, name: string, sealed: string): string {
  const [, iv = "", tag = "", text = ""] = SHAPE.exec(sealed) ?? [];
  try {
    const decipher = createDecipheriv(ALGORITHM, keyOf(secret), Buffer.from(iv, "base64url"));
    decipher.setAAD(Buffer.from(name));
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return decipher.update(Buffer.from(text, "base64url"), undefined, "utf8") + decipher.final("utf8");
  } catch {
    throw new Unopenable(`The stored key ${name} does not open with this secret.`);
  }
}
