import Razorpay from "razorpay";

export type RazorpayConfig = {
  keyId: string;
  keySecret: string;
  /** More than one while they rotate. */
  webhookSecrets: readonly string[];
  /** Without `/v1`, which the SDK adds. */
  baseUrl: string;
  checkoutScriptUrl: string;
  timeoutMs: number;
};

type Interceptor<In> = { use(onFulfilled?: (value: In) => In, onRejected?: (error: never) => Promise<never>): unknown };

/** The axios instance that the SDK keeps to itself, as far as we touch it. */
type Patchable = {
  api?: {
    rq?: {
      defaults: { baseURL?: unknown };
      interceptors: {
        request: Interceptor<{ headers: { set(headers: Record<string, string>): void } }>;
        response: Interceptor<unknown>;
      };
    };
  };
};

/**
 * The real SDK with what it lacks: a base address, a time-out, no redirects, no proxy from the environment, and network errors that stay
 * readable (they would become `TypeError: ... reading 'status'`). It is a patch of a private field, so its shape is checked.
 */
export function createClient(config: RazorpayConfig, headers: Record<string, string> = {}): Razorpay {
  const sdk = new Razorpay({ key_id: config.keyId, key_secret: config.keySecret });
  const { rq } = (sdk as unknown as Patchable).api ?? {};
  if (typeof rq?.defaults?.baseURL !== "string")
    throw new Error("This version of the razorpay SDK is built differently.");
  Object.assign(rq.defaults, { baseURL: config.baseUrl, timeout: config.timeoutMs, maxRedirects: 0, proxy: false });
  rq.interceptors.request.use((request) => {
    request.headers.set(headers);
    return request;
  });
  rq.interceptors.response.use(undefined, (error: { response?: unknown; code?: string }) => {
    error.response ??= {
      status: 0,
      data: { error: { code: "NETWORK_ERROR", description: error.code ?? "no answer" } },
    };
    return Promise.reject(error);
  });
  return sdk;
}
