import type { AdminActor, Ctx, World } from "@/lib/db/ctx";
import { MODEL_KEYS, modelName } from "@/lib/domain/generation/models";
import { readSettings } from "@/lib/domain/settings/reads";
import {
  KEY_NAMES,
  KEYS,
  type KeyName,
  type KeyView,
  type ModelView,
  type ProvidersView,
  type Routes,
} from "./contract";
import { isIncomplete, isSandboxKey, mask, openStoredKeys } from "./keys";

type StoredRow = { name: string; masked: string; updatedAt: Date; handle: string | null };

function toKeyView(ctx: Ctx<AdminActor>, name: KeyName, row: StoredRow | undefined, isWaiting: boolean): KeyView {
  const { provider } = KEYS[name];
  if (row) {
    const updated = { updatedAt: row.updatedAt.toISOString(), ...(row.handle ? { updatedBy: row.handle } : {}) };
    return { name, provider, source: "stored", masked: row.masked, isWaiting, ...updated };
  }
  const value = ctx.env[name];
  if (!value) return { name, provider, source: "missing", isWaiting: false };
  const { sandboxed } = ctx.env;
  const isSandbox =
    isSandboxKey(name, value) ||
    (provider === "replicate" && sandboxed.pictures) ||
    (provider === "razorpay" && sandboxed.payments);
  return { name, provider, source: isSandbox ? "sandbox" : "environment", masked: mask(name, value), isWaiting: false };
}

type ModelRow = {
  model: string;
  made: number;
  failed: number;
  median_ms: number | null;
  cost_paise: number | null;
  open_workers: number;
  open_until: Date | null;
};

/** How the models did in the last 24 hours. A failure counts where the service was to blame. */
async function readModels({ pool }: Pick<World, "pool">): Promise<ModelView[]> {
  const { rows } = await pool.query<ModelRow>(
    `SELECT m.model, coalesce(g.made, 0) AS made, coalesce(g.failed, 0) AS failed, g.median_ms, g.cost_paise, c.open_workers, c.open_until
      FROM unnest($1::text[]) WITH ORDINALITY AS m(model, at)
        LEFT JOIN (SELECT model, count(*) FILTER (WHERE state = 'succeeded')::int AS made,
            count(*) FILTER (WHERE state = 'failed' AND failure_code <> 'content_rejected')::int AS failed,
            (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - submitted_at) * 1000) FILTER (WHERE state = 'succeeded'))::int AS median_ms,
            (avg(provider_cost_paise) FILTER (WHERE state = 'succeeded'))::int AS cost_paise
          FROM generation WHERE finished_at > now() - interval '24 hours' GROUP BY model) g ON g.model = m.model
        CROSS JOIN LATERAL (SELECT count(*)::int AS open_workers, max(open_until) AS open_until FROM provider_circuit c
          WHERE c.model = m.model AND c.open_until > now()) c ORDER BY m.at`,
    [MODEL_KEYS],
  );
  return rows.map((row) => ({
    model: row.model,
    name: modelName(row.model),
    made: row.made,
    failed: row.failed,
    ...(row.median_ms === null ? {} : { medianMs: row.median_ms }),
    ...(row.cost_paise === null ? {} : { costPaise: row.cost_paise }),
    openWorkers: row.open_workers,
    ...(row.open_until ? { openUntil: row.open_until.toISOString() } : {}),
  }));
}

/** Everything that the page of the providers shows; never a key in clear. */
export async function readProviders(ctx: Ctx<AdminActor>): Promise<ProvidersView> {
  const [rows, opened, { routes }, models] = await Promise.all([
    ctx.db.$queryRaw<StoredRow[]>`
      SELECT k.name, k.masked, k.updated_at AS "updatedAt", u.handle FROM provider_key k LEFT JOIN "user" u ON u.id = k.updated_by_id`,
    openStoredKeys(ctx),
    readSettings(ctx),
    readModels(ctx),
  ]);
  const { pictures, enhancement, payments, mail } = ctx.env.sandboxed;
  return {
    canStore: ctx.env.PROVIDER_KEYS_SECRET !== undefined,
    keys: KEY_NAMES.map((name) =>
      toKeyView(
        ctx,
        name,
        rows.find((row) => row.name === name),
        isIncomplete(ctx.env, opened, KEYS[name].provider),
      ),
    ),
    routes: routes as Routes,
    models,
    sandboxed: [
      pictures && "pictures",
      enhancement && "prompt enhancement",
      payments && "payments",
      mail && "mail",
    ].filter((part) => part !== false),
  };
}
