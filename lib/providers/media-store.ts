/** Port: keeps files under our own keys, e.g. `images/<image id>/original.png`. */
export type StoredFile = { stream: ReadableStream<Uint8Array>; bytes: number; contentType: string };

export interface MediaStore {
  /** Durable when it returns; writing the same key again replaces it whole, never half. */
  put(key: string, content: Buffer, contentType: string): Promise<void>;
  get(key: string): Promise<StoredFile | undefined>;
  exists(key: string): Promise<boolean>;
  /** A missing file is no error. */
  delete(key: string): Promise<void>;
}
