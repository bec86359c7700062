import { createHash, timingSafeEqual } from "node:crypto";
import http from "node:http";
import https from "node:https";
import * as z from "zod";
import { withDeadline } from "../deadline";
import { ProviderError } from "../provider-error";

export type CloudinaryConfig = {
  cloudName: string;
  apiKey: string;
  apiSecret: string;
  /** Origin and path before `/v1_1`. */
  apiBase: string;
  /** Origin and path before the cloud's name. */
  deliveryBase: string;
  /** For one upload, one destroy, or a file's headers; for a file's body the longest silence. */
  timeoutMs: number;
};

/** Not public: its address works only with a signature, and the signature never leaves the server. */
const TYPE = "authenticated";

const uploadedSchema = z.object({
  public_id: z.string(),
  version: z.int(),
  bytes: z.int(),
  format: z.string(),
  signature: z.string(),
});
const destroyedSchema = z.object({ result: z.enum(["ok", "not found"]) });

/** Loaded when first needed: whoever keeps files on disk never loads the SDK. */
const loadSdk = async () => (await import("cloudinary")).v2;
type Sdk = Awaited<ReturnType<typeof loadSdk>>;
type Answered = (error: unknown, result: unknown) => void;

/** An answer is signed over id and version, in what the SDK calls version 1; the length tells the algorithm. */
function isSignedBy(secret: string, { public_id, version, signature }: z.infer<typeof uploadedSchema>): boolean {
  const algorithm = signature.length === 64 ? "sha256" : "sha1";
  const expected = createHash(algorithm).update(`public_id=${public_id}&version=${version}${secret}`).digest("hex");
  return signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
}

export function createClient(config: CloudinaryConfig) {
  const { timeoutMs, apiSecret, apiBase } = config;
  const credentials = { cloud_name: config.cloudName, api_key: config.apiKey, api_secret: apiSecret };

  /**
   * One call of the SDK, which itself knows only an idle time-out. Everything is said per call: its global configuration is read from
   * CLOUDINARY_URL, and whether it speaks http or https is decided when it is loaded. An agent of our own decides that anew, and ends the
   * call for good when the time is over.
   */
  const call = (send: (sdk: Sdk, options: object, answered: Answered) => void): Promise<unknown> =>
    withDeadline(timeoutMs, async (signal) => {
      const sdk = await loadSdk();
      const agent = apiBase.startsWith("http:") ? new http.Agent() : new https.Agent();
      signal.addEventListener("abort", () => agent.destroy());
      const base = { ...credentials, upload_prefix: apiBase, agent, timeout: timeoutMs, disable_promises: true };
      return new Promise((resolve, reject) => {
        send(sdk, base, (error, result) => (error ? reject(error) : resolve(result)));
      });
    });

  return {
    /** Throws `bad_answer` unless the service says, signed, that it has exactly this file under exactly this name. */
    async upload(content: Buffer, asset: { publicId: string; format: string }): Promise<void> {
      const said = await call((sdk, options, answered) => {
        // The same name again replaces the file, so an upload whose answer was lost can be repeated.
        const wanted = { public_id: asset.publicId, type: TYPE, overwrite: true, invalidate: true };
        sdk.uploader.upload_stream({ ...options, ...wanted }, answered).end(content);
      });
      const { data } = uploadedSchema.safeParse(said);
      if (!data) throw new ProviderError("ambiguous", "Cloudinary's answer to an upload has another shape");
      if (!isSignedBy(apiSecret, data))
        throw new ProviderError("bad_answer", "The answer to an upload is not signed by Cloudinary");
      if (data.public_id !== asset.publicId || data.format !== asset.format || data.bytes !== content.length)
        throw new ProviderError("bad_answer", "Cloudinary stored something else than it was given");
    },

    async destroy(publicId: string): Promise<void> {
      const said = await call((sdk, options, answered) => {
        void sdk.uploader.destroy(publicId, { ...options, type: TYPE, invalidate: true }, answered);
      });
      if (!destroyedSchema.safeParse(said).success)
        throw new ProviderError("ambiguous", "Cloudinary's answer to a destroy has another shape");
    },

    /**
     * The signed address of the stored bytes, untransformed. It names a version that no CDN has seen: any version leads to the newest file,
     * and a remembered "not found", or a file destroyed since, must not answer for it.
     */
    async deliveryUrl({ publicId, format }: { publicId: string; format: string }): Promise<string> {
      const sdk = await loadSdk();
      const [scheme, host] = config.deliveryBase.replace(/\/$/, "").split("://") as [string, string];
      const isSecure = scheme === "https";
      return sdk.url(publicId, {
        ...credentials,
        ...{ type: TYPE, format, version: Date.now(), sign_url: true, long_url_signature: true, analytics: false },
        ...{ secure: isSecure, private_cdn: false, ...(isSecure ? { secure_distribution: host } : { cname: host }) },
      });
    },
  };
}
