import { AppError, invalid } from "@/lib/core/errors";
import { withoutNul } from "@/lib/core/text";

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
  return Object.fromEntries([...new Set(fields.keys())].map((name) => [name, fields.getAll(name).map(withoutNul)]));
}

/** Room for the form around a file. */
const FORM_BYTES = 4 * 1024;

/** One uploaded file: the whole body, or the field `file` of a multipart form. 413 above `maxBytes`, 422 when there is none. */
export async function readUpload(request: Request, maxBytes: number): Promise<Buffer> {
  const isMultipart = typeOf(request) === "multipart/form-data";
  const body = await readBounded(request, maxBytes + (isMultipart ? FORM_BYTES : 0));
  if (!isMultipart) {
    if (body.length === 0) throw invalid("file", "Choose a file.");
    return body;
  }
  const headers = { "Content-Type": request.headers.get("content-type") ?? "" };
  const form = await new Response(new Uint8Array(body), { headers }).formData().catch(() => {
    throw new AppError("bad_request", "The body is not a valid form.");
  });
  const file = form.get("file");
  if (!(file instanceof Blob) || file.size === 0) throw invalid("file", "Choose a file.");
  if (file.size > maxBytes) throw new AppError("payload_too_large", "The file is too large.");
  return Buffer.from(await file.arrayBuffer());
}

/** A JSON body; 400 when it is none. An empty body is `undefined`. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBounded(request, MAX_JSON_BYTES);
  if (bytes.length === 0) return undefined;
  if (typeOf(request) !== "application/json")
    throw new AppError("bad_request", "Send JSON with Content-Type: application/json.");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // Escaped in the text of hardly any body; only then is each value looked at.
    return text.includes("\\u0000")
      ? JSON.parse(text, (_, value) => (typeof value === "string" ? withoutNul(value) : value))
      : JSON.parse(text);
  } catch {
    throw new AppError("bad_request", "The body is not valid JSON.");
  }
}
