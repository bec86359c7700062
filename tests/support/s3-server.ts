import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import S3rver from "s3rver";

export const BUCKET = "studio";
/** The only account that the server knows. */
export const ACCOUNT = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

/** A server on loopback that speaks S3, with one empty bucket below `directory`. It is a package's, not ours. */
export async function openS3Server() {
  const directory = await mkdtemp(path.join(tmpdir(), "studio-s3-"));
  const server = new S3rver({
    ...{ address: "127.0.0.1", port: 0, silent: true, directory },
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  const { port } = await server.run();
  return {
    url: `http://127.0.0.1:${port}`,
    directory,
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
export type S3Server = Awaited<ReturnType<typeof openS3Server>>;
