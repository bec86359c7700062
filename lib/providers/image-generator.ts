/** Port: makes pictures at a remote service. Pixels are exact wishes; the caller measures what comes. */
export type ImageOrder = {
  /** Model key of the tier table, e.g. `bytedance/seedream-4`. */
  model: string;
  prompt: string;
  negativePrompt?: string;
  seed?: number;
  width: number;
  height: number;
  /** Where the outcome is announced; absent when the service can't reach us. */
  webhookUrl?: string;
  /** The service gives up by itself after this time. */
  deadlineMs: number;
};

export type RemoteFile = { url: string };

export type ImageOutcome =
  | { state: "starting" | "running"; startedAt?: Date }
  | { state: "succeeded"; files: RemoteFile[]; startedAt?: Date }
  | { state: "failed"; reason: "content_rejected" | "failed" | "files_gone"; detail: string }
  | { state: "cancelled"; detail: string };

export type Prediction = { predictionId: string; outcome: ImageOutcome };

export type WebhookDelivery = { id: string; timestamp: string; signature: string; rawBody: string };

export interface ImageGenerator {
  /** One cheap request that the keys are needed for. Throws ProviderError. */
  check(): Promise<void>;
  /** Exactly one network request. Throws ProviderError; `ambiguous` and `down` mean that a prediction may exist. */
  create(order: ImageOrder): Promise<Prediction>;
  get(predictionId: string): Promise<Prediction>;
  cancel(predictionId: string): Promise<Prediction>;
  /** Recent predictions that may have been made for this order, newest first (a create whose answer was lost). */
  find(order: Pick<ImageOrder, "prompt" | "webhookUrl"> & { since: Date }): Promise<Prediction[]>;
  /** The prediction in a webhook body, after its signature and age were checked; undefined when they do not hold. */
  readWebhook(delivery: WebhookDelivery): Promise<Prediction | undefined>;
  /** Fetches a result file: allow-listed hosts only, no redirects, size and time limits. */
  fetchFile(file: RemoteFile): Promise<Buffer>;
}
