type File = { stream: ReadableStream<Uint8Array>; bytes: number; contentType: string };

const fileHeaders = (file: File) => ({
  "Content-Type": file.contentType,
  "Content-Length": String(file.bytes),
  "X-Content-Type-Options": "nosniff",
  // A picture opened by itself runs nothing.
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
});

/** A file to keep; its name in any script (RFC 6266, RFC 5987), with a plain one for old clients. */
export function attachment({ file, filename }: { file: File; filename: string }): Response {
  const plain = filename.replace(/[^\w.-]+/g, "_");
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const headers = {
    ...fileHeaders(file),
    "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
    "Cache-Control": "private, no-store",
  };
  return new Response(file.stream, { headers });
}

/** Whether the client has this very file already (RFC 9110: a list, weak ones too, because a proxy that compresses weakens them). */
function hasFile(request: Request, etag: string): boolean {
  const known = request.headers.get("if-none-match") ?? "";
  return known.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
}

async function revalidated(
  request: Request,
  file: { open: () => Promise<File>; etag: string },
  cacheControl: string,
): Promise<Response> {
  const caching = { "Cache-Control": cacheControl, ETag: file.etag };
  if (hasFile(request, file.etag)) return new Response(null, { status: 304, headers: caching });
  const opened = await file.open();
  return new Response(opened.stream, {
    headers: { ...fileHeaders(opened), ...caching, "Content-Disposition": "inline" },
  });
}

/** A private file at a signed address: cached by its owner's browser until the address ends. */
export function cachedFile(
  request: Request,
  linked: { open: () => Promise<File>; etag: string; exp: number },
): Promise<Response> {
  const maxAge = Math.max(0, linked.exp - Math.floor(Date.now() / 1000));
  return revalidated(request, linked, `private, max-age=${maxAge}`);
}

/** A file that anybody may see for as long as its owner wants, or only this viewer: asked for again after half a minute. */
export function publicFile(
  request: Request,
  file: { open: () => Promise<File>; etag: string; isPrivate?: true },
): Promise<Response> {
  return revalidated(request, file, `${file.isPrivate ? "private" : "public"}, max-age=30`);
}
