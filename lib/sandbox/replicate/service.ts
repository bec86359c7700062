import { timingSafeEqual } from "node:crypto";
import { type Answer, type Exchange, json } from "../exchange";
import type { Wishes } from "../prompt-tokens";
import { createPrediction } from "./create";
import type { Engine } from "./engine";
import { serveFile } from "./files";
import { findModel, fullName, type Model } from "./models";
import { type Stored, TERMINAL } from "./prediction";

const PAGE = 100;
const MAX_WAIT_S = 60;

export type ReplicateSetting = {
  engine: Engine;
  token: string;
  webhookSecret: string;
  now: () => number;
  speed: () => number;
  base: () => string;
};

const notFound = () =>
  json(404, { detail: "The requested resource could not be found.", status: 404, title: "Not found" });
const isAnswer = (value: Stored | Answer): value is Answer => typeof value.status === "number";

function isAuthorised(request: Exchange, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function modelView(model: Model, base: string): Record<string, unknown> {
  const schema = {
    openapi: "3.0.2",
    info: { title: "Cog", version: "0.1.0" },
    paths: {},
    components: { schemas: model.schemas },
  };
  return {
    url: `${base}/replicate/${fullName(model)}`,
    owner: model.owner,
    name: model.name,
    description: model.description,
    visibility: "public",
    is_official: model.version === null,
    run_count: 0,
    cover_image_url: null,
    default_example: null,
    github_url: null,
    license_url: null,
    paper_url: null,
    latest_version: {
      id: model.version ?? "hidden",
      created_at: "2024-05-23T23:26:26.222Z",
      cog_version: "0.9.0",
      openapi_schema: schema,
    },
  };
}

/** `Prefer: wait` keeps a create open until it ends or the time is over; then it answers as it stands. */
async function waitIfAsked(request: Exchange, stored: Stored): Promise<void> {
  const asked = /^wait(?:=(\d+))?$/.exec(String(request.headers.prefer ?? ""));
  if (!asked) return;
  const until = Date.now() + Math.min(MAX_WAIT_S, Number(asked[1] ?? MAX_WAIT_S)) * 1000;
  while (!TERMINAL.includes(stored.status) && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

export function replicateService(setting: ReplicateSetting) {
  const { engine } = setting;

  async function create(
    request: Exchange,
    model: string | undefined,
    faultWebhook: Wishes["webhook"],
  ): Promise<Answer> {
    const made = createPrediction(request, {
      now: setting.now(),
      speed: setting.speed(),
      ...(model ? { model } : {}),
      ...(faultWebhook ? { faultWebhook } : {}),
    });
    if (isAnswer(made)) return made;
    engine.add(made);
    await waitIfAsked(request, made);
    return {
      ...json(201, engine.wire(made)),
      ...(made.wishes.reset ? { headers: { "x-sandbox-reset": made.wishes.reset } } : {}),
    };
  }

  function list(request: Exchange): Answer {
    const from = Number(request.query.get("cursor") ?? 0) || 0;
    const all = engine.predictions.all();
    const address = (at: number) => `${setting.base()}/replicate/v1/predictions?cursor=${at}`;
    return json(200, {
      next: all.length > from + PAGE ? address(from + PAGE) : null,
      previous: from > 0 ? address(Math.max(0, from - PAGE)) : null,
      results: all.slice(from, from + PAGE).map(engine.wire),
    });
  }

  async function one(request: Exchange, id: string, action: string | undefined): Promise<Answer> {
    const stored = engine.predictions.get(id);
    if (!stored) return notFound();
    if (!action && request.method === "GET") return json(200, engine.wire(stored));
    if (action === "cancel" && request.method === "POST") return json(200, engine.wire(engine.cancel(stored)));
    return json(405, { detail: `Method "${request.method}" not allowed.`, status: 405 });
  }

  return async function answer(request: Exchange, faultWebhook?: Wishes["webhook"]): Promise<Answer> {
    const parts = request.path.split("/").filter(Boolean);
    if (parts[0] === "files" && parts[1] && request.method === "GET") return serveFile(engine, parts[1]);
    if (parts.shift() !== "v1") return notFound();
    if (!isAuthorised(request, setting.token))
      return json(401, {
        title: "Unauthenticated",
        detail: "You did not pass a valid authentication token",
        status: 401,
      });
    const [kind, first, second, third, fourth] = parts;
    if (kind === "predictions" && !first) {
      if (request.method === "GET") return list(request);
      return request.method === "POST"
        ? create(request, undefined, faultWebhook)
        : json(405, { detail: `Method "${request.method}" not allowed.`, status: 405 });
    }
    if (kind === "predictions" && first) return one(request, first, second);
    if (kind === "webhooks" && first === "default" && second === "secret")
      return json(200, { key: setting.webhookSecret });
    const model = kind === "models" && first && second ? findModel(`${first}/${second}`) : undefined;
    if (!model) return notFound();
    if (third === "predictions" && request.method === "POST") return create(request, fullName(model), faultWebhook);
    const view = modelView(model, setting.base());
    if (!third) return json(200, view);
    return third === "versions" && (!fourth || fourth === model.version)
      ? json(200, fourth ? view.latest_version : { next: null, previous: null, results: [view.latest_version] })
      : notFound();
  };
}
