import { AppError } from "@/lib/core/errors";

export const MAX_JSON_BYTES = 256 * 1024;

/** The body as bytes; 413 as soon as it is longer than `maxBytes`, whatever Content-Length says. */
export async function readBounded(request: Request, maxBytes: number): Promise<Buffer> {
  const tooLarge = () =>
    new AppError("payload_too_large", `The request is too large: ${Math.floor(maxBytes / 1024)} kB at most.`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

const typeOf = (request: Request) => request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();

export const isForm = (request: Request) => typeOf(request) === "application/x-www-form-urlencoded";

/** An HTML form's fields, each a list of its values. */
export async function readForm(request: Request): Promise<Record<string, string[]>> {
  const fields = new URLSearchParams(new TextDecoder().decode(await readBounded(request, MAX_JSON_BYTES)));
  return Object.fromEntries([...new Set(fields.keys())].map((name) => [name, fields.getAll(name)]));
}

/** A JSON body; 400 when it is none. An empty body is `undefined`. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBounded(request, MAX_JSON_BYTES);
  if (bytes.length === 0) return undefined;
  if (typeOf(request) !== "application/json")
    throw new AppError("bad_request", "Send JSON with Content-Type: application/json.");
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new AppError("bad_request", "The body is not valid JSON.");
  }
}
