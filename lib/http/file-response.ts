type File = { stream: ReadableStream<Uint8Array>; bytes: number; contentType: string };

const fileHeaders = (file: File) => ({
  "Content-Type": file.contentType,
  "Content-Length": String(file.bytes),
  "X-Content-Type-Options": "nosniff",
  // A picture opened by itself runs nothing.
  "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
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

/** A private file at a signed address: cached by its owner's browser until the address ends. */
export async function cachedFile(
  request: Request,
  linked: { open: () => Promise<File>; etag: string; exp: number },
): Promise<Response> {
  const maxAge = Math.max(0, linked.exp - Math.floor(Date.now() / 1000));
  const caching = { "Cache-Control": `private, max-age=${maxAge}`, ETag: linked.etag };
  if (request.headers.get("if-none-match") === linked.etag)
    return new Response(null, { status: 304, headers: caching });
  const file = await linked.open();
  return new Response(file.stream, { headers: { ...fileHeaders(file), ...caching, "Content-Disposition": "inline" } });
}
