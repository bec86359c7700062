import type { Params } from "./signature";

export type Form = { params: Params; file?: Buffer };

function add(params: Params, rawName: string, value: string): void {
  const isList = rawName.endsWith("[]");
  const name = isList ? rawName.slice(0, -2) : rawName;
  const before = params[name];
  params[name] = isList ? [...(Array.isArray(before) ? before : []), value] : value;
}

/** Splits `multipart/form-data` (RFC 7578); undefined when the boundary is missing or the end was cut off. */
function readMultipart(body: Buffer, boundary: string): Form | undefined {
  const form: Form = { params: {} };
  const mark = Buffer.from(`\r\n--${boundary}`);
  if (!body.subarray(0, mark.length - 2).equals(mark.subarray(2))) return undefined;
  for (let from = mark.length - 2; ; ) {
    if (body.subarray(from, from + 2).toString("latin1") === "--") return form;
    const head = body.indexOf("\r\n\r\n", from);
    const end = head < 0 ? -1 : body.indexOf(mark, head + 2);
    if (end < 0) return undefined;
    const disposition = /content-disposition:[^\r\n]*/i.exec(body.toString("utf8", from, head))?.[0] ?? "";
    const name = /[; ]name="([^"]*)"/i.exec(disposition)?.[1] ?? "";
    const content = body.subarray(head + 4, Math.max(head + 4, end));
    if (/filename="/i.test(disposition)) form.file = content;
    else add(form.params, name, content.toString("utf8"));
    from = end + mark.length;
  }
}

/** Fields and file of a form in either encoding; undefined when it can't be read. */
export function readForm(body: Buffer, contentType: string): Form | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary) return readMultipart(body, boundary);
  if (!/^application\/x-www-form-urlencoded/i.test(contentType)) return undefined;
  const form: Form = { params: {} };
  for (const [name, value] of new URLSearchParams(body.toString("utf8"))) add(form.params, name, value);
  return form;
}
