import { createHash, timingSafeEqual } from "node:crypto";

/** Form or query fields; a name given several times is a list. */
export type Params = Record<string, string | string[]>;

const UNSIGNED = new Set(["file", "cloud_name", "resource_type", "api_key", "signature"]);
const ALGORITHMS = { 40: "sha1", 64: "sha256" } as const;
type Algorithm = (typeof ALGORITHMS)[keyof typeof ALGORITHMS];

const digest = (text: string, algorithm: Algorithm) => createHash(algorithm).update(text).digest();

const isSame = (given: string, expected: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
};

/** What both sides sign: sorted `name=value` pairs. Version 2 hides `&` within a pair, so that one value can't pass for two pairs. */
export function stringToSign(params: Params, version: 1 | 2): string {
  return Object.entries(params)
    .filter(([name]) => !UNSIGNED.has(name))
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value] as const)
    .filter(([, value]) => value !== "")
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => (version === 2 ? `${name}=${value}`.replaceAll("&", "%26") : `${name}=${value}`))
    .join("&");
}

export const sign = (params: Params, secret: string, version: 1 | 2, algorithm: Algorithm = "sha1"): string =>
  digest(stringToSign(params, version) + secret, algorithm).toString("hex");

/** Whether a request is signed, in either version and algorithm; the length tells the algorithm. */
export function isSigned(params: Params, secret: string): boolean {
  const given = String(params.signature ?? "");
  const algorithm = ALGORITHMS[given.length as keyof typeof ALGORITHMS];
  if (!algorithm) return false;
  return ([2, 1] as const).some((version) => isSame(given, sign(params, secret, version, algorithm)));
}

/** The signature of an upload's answer. */
export const answerSignature = (publicId: string, version: number, secret: string): string =>
  sign({ public_id: publicId, version: String(version) }, secret, 1);

/** What stands between `s--` and `--` of a delivery address: 8 characters of SHA-1, or 32 of SHA-256. */
export function deliverySignature(source: string, secret: string, length: 8 | 32): string {
  const hash = digest(source + secret, length === 32 ? "sha256" : "sha1").toString("base64");
  return hash.slice(0, length).replaceAll("/", "_").replaceAll("+", "-");
}

export function isDeliverySigned(source: string, given: string, secret: string): boolean {
  return ([8, 32] as const).some((length) => isSame(given, deliverySignature(source, secret, length)));
}
