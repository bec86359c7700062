import { timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock";
import { type Answer, type Exchange, json } from "../exchange";
import type { WebhookWish } from "../prompt-tokens";
import { createPrediction } from "./create";
import type { Engine } from "./engine";
import { methodNotAllowed, refusal } from "./errors";
import { serveFile } from "./files";
import { findModel, fullName, modelView, versionView } from "./models";
import { type Stored, TERMINAL } from "./prediction";

const PAGE = 100;
const MAX_WAIT_S = 60;
/** A webhook that should be early is given this long before the create answers after all. */
const MAX_EARLY_MS = 10_000;

export type ReplicateSetting = {
  engine: Engine;
  token: string;
  webhookSecret: string;
  clock: Clock;
  speed: () => number;
  base: () => string;
};

const isAnswer = (value: Stored | Answer): value is Answer => typeof value.status === "number";

function isAuthorised(request: Exchange, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function until(isSo: () => boolean, forMs: number): Promise<void> {
  const end = Date.now() + forMs;
  while (!isSo() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** `Prefer: wait` keeps a create open until it ends or the time is over; then it answers as it stands. */
async function waitIfAsked(request: Exchange, stored: Stored): Promise<void> {
  const asked = /^wait(?:=(\d+))?$/.exec(String(request.headers.prefer ?? ""));
  if (!asked) return;
  const seconds = Math.min(MAX_WAIT_S, Number(asked[1] ?? MAX_WAIT_S));
  await until(() => TERMINAL.includes(stored.status), seconds * 1000);
}

/** Newest first, a hundred a page; the cursor is the last id of the page before. */
function listPredictions(request: Exchange, { engine, base }: ReplicateSetting): Answer {
  const all = engine.predictions.all();
  const cursor = request.query.get("cursor");
  const at = cursor ? all.findIndex(({ id }) => id === cursor) + 1 : 0;
  if (cursor && at === 0) return json(400, { detail: "Invalid cursor", status: 400 });
  const address = (after: string | undefined) => `${base()}/replicate/v1/predictions${after ? `?cursor=${after}` : ""}`;
  const isLast = all.length <= at + PAGE;
  return json(200, {
    previous: at === 0 ? null : address(all[at - PAGE - 1]?.id),
    next: isLast ? null : address(all[at + PAGE - 1]?.id),
    results: all.slice(at, at + PAGE).map(engine.wire),
  });
}

function models(method: string, [owner, name, part, id]: string[]): Answer {
  const model = findModel(`${owner}/${name}`);
  if (!model || (part && part !== "versions")) return refusal(404);
  if (method !== "GET") return methodNotAllowed(method);
  if (!part) return json(200, modelView(model));
  if (!id) return json(200, { previous: null, next: null, results: model.version ? [versionView(model)] : [] });
  return id === model.version ? json(200, versionView(model)) : refusal(404);
}

/** The HTTP API of the picture service, and its files. `webhook` bends the webhooks of what this request makes. */
export function replicateService(setting: ReplicateSetting) {
  const { engine, clock, speed } = setting;

  async function create(request: Exchange, model: string | undefined, webhook: WebhookWish | undefined) {
    const asked = { now: clock.now(), speed: speed(), ...(model ? { model } : {}), ...(webhook ? { webhook } : {}) };
    const made = createPrediction(request, asked);
    if (isAnswer(made)) return made;
    engine.add(made);
    if (made.wishes.webhook === "early")
      await until(() => made.deliveries.some(({ attempts }) => attempts > 0), MAX_EARLY_MS);
    await waitIfAsked(request, made);
    const { mishap } = made.wishes;
    return { ...json(201, engine.wire(made)), ...(mishap ? { mishap } : {}) };
  }

  function one(method: string, id: string, action: string | undefined): Answer {
    const stored = engine.predictions.get(id);
    if (!stored || (action && action !== "cancel")) return refusal(404);
    if (method !== (action ? "POST" : "GET")) return methodNotAllowed(method);
    return json(200, engine.wire(action ? engine.cancel(stored) : stored));
  }

  return async function answer(request: Exchange, webhook?: WebhookWish): Promise<Answer> {
    const { method, path } = request;
    const [root, kind, first, second, third] = path.split("/").filter(Boolean);
    if (root === "files" && method === "GET") return serveFile(engine, kind ?? "", first ?? "");
    if (root !== "v1") return refusal(404);
    if (!isAuthorised(request, setting.token)) return refusal(401);
    if (kind === "predictions") {
      if (first) return one(method, first, second);
      if (method === "GET") return listPredictions(request, setting);
      return method === "POST" ? create(request, undefined, webhook) : methodNotAllowed(method);
    }
    if (path === "/v1/account")
      return method === "GET"
        ? json(200, { type: "organization", username: "sandbox", name: "Sandbox", github_url: null })
        : methodNotAllowed(method);
    if (path === "/v1/webhooks/default/secret")
      return method === "GET" ? json(200, { key: setting.webhookSecret }) : methodNotAllowed(method);
    if (kind !== "models" || !first || !second) return refusal(404);
    if (third !== "predictions") return models(method, path.split("/").filter(Boolean).slice(2));
    if (method !== "POST") return methodNotAllowed(method);
    const model = findModel(`${first}/${second}`);
    return model ? create(request, fullName(model), webhook) : refusal(404);
  };
}
