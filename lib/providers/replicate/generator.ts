import Replicate from "replicate";
import type { ImageGenerator, ImageOrder, Prediction } from "../image-generator";
import { ProviderError } from "../provider-error";
import { readAgain as readAgainAs } from "../read-again";
import { toProviderError } from "./errors";
import { fetchResultFile } from "./fetch-file";
import { MODELS } from "./models";
import { onceFetch, onlyTo } from "./once-fetch";
import { parsePrediction, type WirePrediction } from "./prediction";
import { isSignedByReplicate } from "./webhook";

export type ReplicateConfig = {
  token: string;
  baseUrl: string;
  /** `whsec_...`; asked for once over the API when absent. */
  webhookSecret?: string;
  fileHosts: readonly string[];
  fileMaxBytes: number;
  fileTimeoutMs: number;
  timeoutMs: number;
};

const LIST_PAGES = 3;
/** Replicate accepts no shorter deadline. */
const MIN_DEADLINE_S = 5;

const readAgain = <T>(read: () => Promise<T>) => readAgainAs(read, toProviderError);

function isFor(wire: WirePrediction, order: { webhookUrl?: string; prompt: string; since: Date }): boolean {
  if (order.webhookUrl && wire.webhook) return wire.webhook === order.webhookUrl;
  const created = wire.created_at ? new Date(wire.created_at) : undefined;
  return wire.input?.prompt === order.prompt && created !== undefined && created >= order.since;
}

/** `ImageGenerator` over the real `replicate` SDK; `create`, `get`, `cancel` and `list` only (its `run` and `wait` have traps). */
export function createReplicateGenerator(config: ReplicateConfig): ImageGenerator {
  const client = (headers?: Record<string, string>) =>
    new Replicate({
      auth: config.token,
      baseUrl: config.baseUrl,
      useFileOutput: false,
      fetch: onlyTo(config.baseUrl, onceFetch(config.timeoutMs, headers)),
    });
  const plain = client();
  let secret: Promise<string> | undefined = config.webhookSecret ? Promise.resolve(config.webhookSecret) : undefined;

  const webhookSecret = () => {
    secret ??= readAgain(() => plain.webhooks.default.secret.get()).then(({ key }) => key);
    secret.catch(() => {
      secret = undefined;
    });
    return secret;
  };

  async function create(order: ImageOrder): Promise<Prediction> {
    const model = MODELS[order.model];
    if (!model) throw new ProviderError("invalid_input", `No such model in our table: ${order.model}`);
    const seconds = Math.max(MIN_DEADLINE_S, Math.round(order.deadlineMs / 1000));
    const asked = {
      input: model.input(order),
      ...(order.webhookUrl
        ? { webhook: order.webhookUrl, webhook_events_filter: ["start" as const, "completed" as const] }
        : {}),
    };
    try {
      const once = client({ "Cancel-After": `${seconds}s` });
      const made = await once.predictions.create(
        model.version ? { version: model.version, ...asked } : { model: order.model, ...asked },
      );
      return parsePrediction(made).prediction;
    } catch (error) {
      const known = toProviderError(error);
      // An answer that is no prediction was still a yes: one may exist.
      throw known.kind === "bad_answer" ? new ProviderError("ambiguous", known.message) : known;
    }
  }

  return {
    check: () => readAgain(() => plain.accounts.current()).then(() => {}),
    create,
    get: (predictionId) => readAgain(async () => parsePrediction(await plain.predictions.get(predictionId)).prediction),
    cancel: (predictionId) =>
      readAgain(async () => parsePrediction(await plain.predictions.cancel(predictionId)).prediction),
    async find(order) {
      const found: Prediction[] = [];
      let seen = 0;
      const first = await readAgain(() => plain.predictions.list());
      for await (const page of plain.paginate(async () => first)) {
        const known = page.map((one) => parsePrediction(one)).filter(({ wire }) => isFor(wire, order));
        found.push(...known.map(({ prediction }) => prediction));
        const oldest = page.at(-1)?.created_at;
        if (++seen === LIST_PAGES || !oldest || new Date(oldest) < order.since) break;
      }
      return found;
    },
    async readWebhook(delivery) {
      if (!isSignedByReplicate(delivery, [await webhookSecret()], Date.now() / 1000)) return undefined;
      return parsePrediction(JSON.parse(delivery.rawBody)).prediction;
    },
    fetchFile: (file) =>
      fetchResultFile(file.url, {
        hosts: config.fileHosts,
        maxBytes: config.fileMaxBytes,
        timeoutMs: config.fileTimeoutMs,
      }),
  };
}
