import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newMember } from "@/tests/admin/team";
import { type Caller, eventually, openStudio, type Studio } from "./studio";

type Option = { model: string; costPaise: number; isActive: boolean };

let studio: Studio;
let admin: Caller;
let user: Caller;
let routes: Record<string, { maxCostPaise: number; models: Option[] }>;
beforeAll(async () => {
  studio = await openStudio({ RATE_LIMIT_SCALE: "1000" });
  await studio.startWorker();
  admin = await newMember(studio, "admin");
  user = await studio.newUser(100);
  routes = (await admin.get("/api/admin/providers")).body.routes;
});
afterAll(() => studio.close());

const SDXL = { model: "stability-ai/sdxl", costPaise: 40, isActive: true };
const SEEDREAM = { model: "bytedance/seedream-4", costPaise: 270, isActive: true };
let count = 0;
const setStandard = (models: Option[], maxCostPaise = 400) =>
  admin.send("PUT", "/api/admin/providers/routes", {
    routes: { ...routes, standard: { maxCostPaise: maxCostPaise + (++count % 50), models } },
  });
const rowOf = async (jobId: string) =>
  (
    await studio.sql<{ model: string; cost: number; state: string }>(
      "SELECT model, provider_cost_paise AS cost, state FROM generation WHERE id = $1",
      [jobId],
    )
  )[0];
const made = async (fields: Record<string, unknown> = {}) => {
  const { body } = await user.generate(fields);
  const job = await user.ended(body.jobId);
  return { job, row: await rowOf(body.jobId) };
};
/** The image service no longer has the first model. */
async function withoutSdxl(work: () => Promise<void>): Promise<void> {
  // Community models are asked by version, official ones by name: the paths tell them apart.
  studio.sandbox.faults.add([{ service: "replicate", method: "POST", path: "/v1/predictions", status: 404 }]);
  await work();
  expect(studio.sandbox.faults.pending()).toBe(0);
}

beforeEach(() => setStandard([SDXL, { ...SEEDREAM, isActive: false }]));

describe("a tier's route", () => {
  it("serves each tier by its first active model, and the picture remembers model and cost", async () => {
    const { job, row } = await made();
    expect([job.status, row]).toEqual(["succeeded", { model: SDXL.model, cost: 40, state: "succeeded" }]);
  });

  it("can be another model, from now on: the picture has the tier's exact size all the same", async () => {
    expect((await setStandard([SEEDREAM, SDXL])).status).toBe(200);
    const { job, row } = await made({ aspectRatio: "16:9" });
    expect([job.status, job.width, job.height, row]).toEqual([
      "succeeded",
      1024,
      576,
      { model: SEEDREAM.model, cost: 270, state: "succeeded" },
    ]);
  });

  it("passes over a model that costs more than a picture may", async () => {
    await setStandard([{ ...SEEDREAM, costPaise: 900 }, SDXL]);
    expect((await made()).row).toMatchObject({ model: SDXL.model, cost: 40 });
  });

  it("goes on to the next model where the first is gone: one picture, one debit, the cost of who made it", async () => {
    await setStandard([SDXL, SEEDREAM]);
    const before = await user.balance();
    await withoutSdxl(async () => {
      const { job, row } = await made();
      expect([job.status, row]).toEqual(["succeeded", { model: SEEDREAM.model, cost: 270, state: "succeeded" }]);
    });
    expect(await user.balance()).toBe(before - 1);
  });

  it("refunds where no model is left, and nothing was paid for", async () => {
    const before = await user.balance();
    await withoutSdxl(async () => {
      const { job, row } = await made();
      expect([job.status, job.error?.code, row?.cost]).toEqual(["failed", "provider_refused", 0]);
    });
    expect(await user.balance()).toBe(before);
  });

  it("keeps the cost of what the service made and nobody got", async () => {
    const { job, row } = await made({ prompt: "a red kite over green hills [[sbx:blank]]" });
    expect([job.status, row]).toEqual(["failed", { model: SDXL.model, cost: 40, state: "failed" }]);
  });

  it("never sends to the next one what the first may have made", async () => {
    await setStandard([SDXL, SEEDREAM]);
    studio.sandbox.faults.add([{ service: "replicate", method: "POST", path: "/v1/predictions", reset: "after" }]);
    const { job, row } = await made();
    expect([job.status, row?.model, studio.sandbox.faults.pending()]).toEqual(["succeeded", SDXL.model, 0]);
    expect(
      studio.sandbox.log
        .find({ service: "replicate", method: "POST" })
        .filter(({ path, body }) => path.includes("seedream") && body?.includes(job.jobId)),
    ).toEqual([]);
  });

  it("is refused without a model that can make the size, within the limit", async () => {
    const put = (over: Record<string, unknown>) =>
      admin.send("PUT", "/api/admin/providers/routes", { routes: { ...routes, ...over } });
    const small = await put({ premium4k: { maxCostPaise: 900, models: [SDXL] } });
    expect([small.status, small.body.errors[0].field]).toEqual([422, "routes.premium4k.models.0.model"]);
    expect((await put({ standard: { maxCostPaise: 10, models: [SDXL] } })).body.errors[0].field).toBe(
      "routes.standard.models",
    );
    expect((await put({ standard: { maxCostPaise: 900, models: [{ ...SDXL, isActive: false }] } })).status).toBe(422);
    expect((await put({ standard: { maxCostPaise: 900, models: [SDXL, SDXL] } })).status).toBe(422);
    expect((await put({ standard: { maxCostPaise: 900, models: [{ ...SDXL, model: "nobody/none" }] } })).status).toBe(
      422,
    );
  });
});

describe("the page of the providers", () => {
  it("says how the models did, and which circuits are open", async () => {
    await studio.sql(
      "INSERT INTO provider_circuit (id, model, open_until, failures) VALUES ('p:1', $1, now() + interval '1 minute', 5)",
      [SEEDREAM.model],
    );
    const { body } = await admin.get("/api/admin/providers");
    const of = (model: string) => body.models.find((one: { model: string }) => one.model === model);
    const [counted] = await studio.sql<{ made: number; failed: number }>(
      "SELECT count(*) FILTER (WHERE state = 'succeeded')::int AS made, count(*) FILTER (WHERE state = 'failed')::int AS failed FROM generation WHERE model = $1",
      [SDXL.model],
    );
    expect(of(SDXL.model)).toMatchObject({ ...counted, costPaise: 40, openWorkers: 0 });
    expect(of(SDXL.model).medianMs).toBeGreaterThan(0);
    expect(of(SEEDREAM.model)).toMatchObject({ openWorkers: 1 });
  });

  it("hears of a circuit that a worker opened", async () => {
    studio.sandbox.faults.add([{ service: "replicate", method: "POST", path: "/v1/predictions", status: 503 }]);
    await user.generate();
    await eventually(
      "a note",
      async () =>
        (await studio.sql("SELECT FROM provider_circuit WHERE model = $1 AND failures > 0", [SDXL.model])).length > 0,
    );
  });
});
