import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deliverPicture } from "@/lib/domain/generation/deliver-picture";
import { dispatchGenerations } from "@/lib/domain/generation/dispatch-generations";
import { handleWebhookEvent } from "@/lib/domain/generation/handle-webhook-event";
import { observePrediction } from "@/lib/domain/generation/observe-prediction";
import { createReconciler } from "@/lib/domain/generation/reconcile-generations";
import { settleGeneration } from "@/lib/domain/generation/settle-generation";
import { stopPrediction } from "@/lib/domain/generation/stop-prediction";
import { submitGeneration } from "@/lib/domain/generation/submit-generation";
import { webhookAddress } from "@/lib/domain/generation/webhook-address";
import { type Caller, eventually, openStudio, type Studio, secrets } from "./studio";

// No worker runs here: the test is the worker, and chooses the order.
let studio: Studio;
let user: Caller;
beforeAll(async () => {
  studio = await openStudio({ PROVIDER_CONCURRENCY: "6" });
});
afterAll(() => studio.close());
beforeEach(async () => {
  studio.sandbox.faults.clear();
  await studio.endAll();
  user = await studio.newUser(24);
});

const ask = async (tokens = "", who = user): Promise<string> =>
  (await who.generate({ prompt: `a red kite over green hills ${tokens}` })).body.jobId;
const stateOf = async (jobId: string) =>
  (
    await studio.sql<{ state: string; prediction_id: string }>(
      "SELECT state, prediction_id FROM generation WHERE id = $1",
      [jobId],
    )
  )[0];
const picturesOf = async (jobId: string) =>
  (await studio.sql("SELECT id FROM image WHERE generation_id = $1", [jobId])).length;
const refundsOf = async (jobId: string) =>
  (await user.ledger()).filter(({ reason, reference }) => reason === "generation_refund" && reference === jobId).length;
const predictionOf = async (jobId: string) => {
  const { images } = studio.world.ports;
  const id = (await stateOf(jobId))?.prediction_id;
  if (!images || !id) throw new Error("not submitted");
  return images.get(id);
};
const isOver = async (jobId: string) => !["starting", "running"].includes((await predictionOf(jobId)).outcome.state);

/** At the service, under our eyes only: its webhooks are dropped. */
async function submit(tokens = ""): Promise<string> {
  const jobId = await ask(`${tokens} [[sbx:webhook=drop]]`);
  await dispatchGenerations(studio.world);
  await submitGeneration(studio.world, { generationId: jobId });
  return jobId;
}

async function deliver(
  jobId: string,
  body: unknown,
  over: Record<string, string> = {},
  eventId: string = randomUUID(),
) {
  const raw = typeof body === "string" ? body : JSON.stringify(body);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secrets.replicateWebhookSecret.slice("whsec_".length), "base64");
  const signature = `v1,${createHmac("sha256", key).update(`${eventId}.${timestamp}.${raw}`).digest("base64")}`;
  const address = new URL(over.address ?? webhookAddress(studio.world.env, jobId) ?? "");
  const headers = { "webhook-id": eventId, "webhook-timestamp": timestamp, "webhook-signature": signature, ...over };
  const response = await fetch(address, { method: "POST", body: raw, headers });
  return { status: response.status, eventId };
}
const wireOf = async (jobId: string) => {
  const id = (await stateOf(jobId))?.prediction_id;
  const response = await fetch(`${studio.sandbox.url}/replicate/v1/predictions/${id}`, {
    headers: { Authorization: `Bearer ${secrets.replicateToken}` },
  });
  return response.json();
};
const handle = (eventId: string) => handleWebhookEvent(studio.world, { provider: "replicate", eventId });

describe("all doors at once", () => {
  it.each(["", "[[sbx:fail]]"])(
    "three webhooks, two polls, a cancel and a deadline end a job once (%j)",
    async (tokens) => {
      const jobId = await submit(tokens);
      await eventually("the outcome", () => isOver(jobId));
      const prediction = await predictionOf(jobId);
      const body = await wireOf(jobId);
      const same = randomUUID();
      const door = async (id: string) => handle((await deliver(jobId, body, {}, id)).eventId);
      await Promise.all([
        door(same),
        door(same),
        door(randomUUID()),
        observePrediction(studio.world, jobId, prediction),
        observePrediction(studio.world, jobId, prediction),
        user.send("POST", `/api/studio/generate/${jobId}/cancel`),
        settleGeneration(studio.world, jobId, { state: "failed", code: "timed_out" }),
      ]);
      const job = await user.ended(jobId);
      const isDelivered = job.status === "succeeded";
      expect([await picturesOf(jobId), await refundsOf(jobId)]).toEqual(isDelivered ? [1, 0] : [0, 1]);
      expect(await user.balance()).toBe(isDelivered ? 23 : 24);
      await studio.booksHold();
    },
  );

  it("delivers once when webhook and polls bring the same success", async () => {
    const jobId = await submit();
    await eventually("the outcome", () => isOver(jobId));
    const prediction = await predictionOf(jobId);
    await Promise.all(Array.from({ length: 6 }, () => observePrediction(studio.world, jobId, prediction)));
    expect((await user.job(jobId)).status).toBe("succeeded");
    expect(await picturesOf(jobId)).toBe(1);
    expect(studio.sandbox.log.find({ path: `/files/${prediction.predictionId}` })).toHaveLength(1);
  });

  it("never goes back: older states and repeats after the end change nothing (R11, R12)", async () => {
    const jobId = await submit();
    await eventually("the outcome", () => isOver(jobId));
    const { predictionId, outcome } = await predictionOf(jobId);
    await observePrediction(studio.world, jobId, { predictionId, outcome });
    const ended = await studio.sql("SELECT * FROM generation WHERE id = $1", [jobId]);
    await observePrediction(studio.world, jobId, { predictionId, outcome: { state: "running" } });
    await observePrediction(studio.world, jobId, {
      predictionId,
      outcome: { state: "failed", reason: "failed", detail: "" },
    });
    const { status, eventId } = await deliver(jobId, await wireOf(jobId));
    expect(status).toBe(200);
    await handle(eventId);
    expect(await studio.sql("SELECT * FROM generation WHERE id = $1", [jobId])).toEqual(ended);
    await expect(
      studio.sql("UPDATE generation SET state = 'running', finished_at = NULL WHERE id = $1", [jobId]),
    ).rejects.toThrow(/has ended/);
  });
});

describe("the webhook's door (R13)", () => {
  const rows = async () => (await studio.sql("SELECT id FROM webhook_event")).length;

  it("refuses what Replicate did not sign for this address, and writes nothing", async () => {
    const jobId = await submit();
    const other = await ask();
    const body = await wireOf(jobId);
    const before = await rows();
    const old = String(Math.floor(Date.now() / 1000) - 600);
    const address = webhookAddress(studio.world.env, jobId) ?? "";
    const key = Buffer.from(secrets.replicateWebhookSecret.slice("whsec_".length), "base64");
    const oldSignature = `v1,${createHmac("sha256", key)
      .update(`x.${old}.${JSON.stringify(body)}`)
      .digest("base64")}`;
    const refused = await Promise.all([
      deliver(jobId, body, { "webhook-signature": "v1,AAAA" }),
      deliver(jobId, body, { "webhook-signature": "" }),
      deliver(jobId, body, { "webhook-id": "x", "webhook-timestamp": old, "webhook-signature": oldSignature }),
      deliver(jobId, body, { address: address.replace(jobId, other) }),
      deliver(jobId, body, { address: address.replace(/&t=.*/, "&t=0") }),
      deliver(jobId, body, { address: `${studio.origin}/api/webhooks/replicate` }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
    expect((await deliver(jobId, JSON.stringify({ ...body, logs: "x".repeat(1_100_000) }))).status).toBe(413);
    expect((await deliver(jobId, "{")).status).toBe(400);
    expect(await rows()).toBe(before);
  });

  it("does not let another prediction end a job", async () => {
    const [mine, other] = [await submit(), await submit("[[sbx:fail]]")];
    await eventually("the outcome", () => isOver(other));
    const { status, eventId } = await deliver(mine, await wireOf(other));
    expect(status).toBe(200);
    await handle(eventId);
    expect((await stateOf(mine))?.state).toBe("running");
  });

  it("adopts the prediction of a create that has not returned, which then is a no-op (R10)", async () => {
    const jobId = await ask("[[sbx:webhook=drop]]");
    await dispatchGenerations(studio.world);
    studio.sandbox.faults.add([{ service: "replicate", method: "POST", path: "predictions", stallBody: true }]);
    const creating = submitGeneration(studio.world, { generationId: jobId });
    const wire = await eventually("the prediction", async () => {
      const list = await fetch(`${studio.sandbox.url}/replicate/v1/predictions`, {
        headers: { Authorization: `Bearer ${secrets.replicateToken}` },
      });
      const { results } = (await list.json()) as { results: { webhook?: string; status: string }[] };
      return results.find((one) => one.webhook?.includes(jobId) && one.status === "succeeded");
    });
    await handle((await deliver(jobId, wire)).eventId);
    expect((await user.job(jobId)).status).toBe("succeeded");
    await creating;
    expect((await user.job(jobId)).status).toBe("succeeded");
    expect(studio.creates(jobId)).toHaveLength(1);
  });
});

describe("cancelGeneration", () => {
  const cancel = (jobId: string, who = user) => who.send("POST", `/api/studio/generate/${jobId}/cancel`);

  it("ends a waiting one at once, gives the credit back, and says 409 afterwards", async () => {
    const jobId = await ask();
    expect((await cancel(jobId)).body).toMatchObject({ status: "cancelled", creditsRefunded: 1 });
    expect((await cancel(jobId)).body).toMatchObject({ status: 409, code: "conflict" });
    expect([await user.balance(), await refundsOf(jobId)]).toEqual([24, 1]);
    expect(await dispatchGenerations(studio.world)).toBe(0);
  });

  it("stops a running one at the service", async () => {
    const jobId = await submit("[[sbx:slow:60s]]");
    expect((await cancel(jobId)).body).toMatchObject({ status: "running", isCancelling: true });
    await stopPrediction(studio.world, { generationId: jobId });
    expect(await user.job(jobId)).toMatchObject({ status: "cancelled", creditsRefunded: 1 });
    expect((await predictionOf(jobId)).outcome.state).toBe("cancelled");
  });

  it("delivers a success that was quicker (R17)", async () => {
    const jobId = await submit();
    await eventually("the outcome", () => isOver(jobId));
    await cancel(jobId);
    await stopPrediction(studio.world, { generationId: jobId });
    expect(await user.job(jobId)).toMatchObject({ status: "succeeded", creditsRefunded: 0 });
  });

  it("spares the create when it comes between claim and create", async () => {
    const jobId = await ask();
    await dispatchGenerations(studio.world);
    await cancel(jobId);
    await submitGeneration(studio.world, { generationId: jobId });
    expect([(await user.job(jobId)).status, studio.creates(jobId).length]).toEqual(["cancelled", 0]);
  });

  it("refunds once when ten cancels meet the dispatcher", async () => {
    const jobId = await ask();
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () => cancel(jobId)),
      dispatchGenerations(studio.world),
    ]);
    expect(answers.length).toBe(11);
    await submitGeneration(studio.world, { generationId: jobId });
    expect([(await user.job(jobId)).status, await refundsOf(jobId)]).toEqual(["cancelled", 1]);
    await studio.booksHold();
  });

  it("is for the owner only", async () => {
    const [jobId, other] = [await ask(), await studio.newUser()];
    for (const address of [`/api/studio/generate/${jobId}`, "/api/studio/generate/gen_x"])
      expect((await other.get(address)).body).toMatchObject({ status: 404, code: "not_found" });
    expect((await cancel(jobId, other)).status).toBe(404);
    expect((await stateOf(jobId))?.state).toBe("queued");
  });
});

describe("the reconciler", () => {
  const passDeadline = (jobId: string) =>
    studio.sql("UPDATE generation SET deadline_at = now() - interval '1 hour', next_check_at = now() WHERE id = $1", [
      jobId,
    ]);
  async function look(): Promise<void> {
    const reconciler = createReconciler(studio.world);
    await reconciler.tick();
    await reconciler.settled();
  }

  it("stops what is late at the service, and refunds it", async () => {
    const jobId = await submit("[[sbx:slow:60s]]");
    await passDeadline(jobId);
    await look();
    expect(await user.job(jobId)).toMatchObject({ status: "failed", error: { code: "timed_out" }, creditsRefunded: 1 });
    expect((await predictionOf(jobId)).outcome.state).toBe("cancelled");
  });

  it("delivers what is late but done (R17)", async () => {
    const jobId = await submit();
    await eventually("the outcome", () => isOver(jobId));
    await passDeadline(jobId);
    await look();
    expect((await user.job(jobId)).status).toBe("succeeded");
  });

  it("does not end late what somebody is delivering", async () => {
    const jobId = await submit("[[sbx:slow:60s]]");
    await passDeadline(jobId);
    await studio.sql(
      "UPDATE generation SET lease_token = 'other', lease_until = now() + interval '1 minute' WHERE id = $1",
      [jobId],
    );
    await look();
    expect(await settleGeneration(studio.world, jobId, { state: "failed", code: "timed_out" })).toBe(false);
    expect((await stateOf(jobId))?.state).toBe("running");
    await studio.sql("UPDATE generation SET lease_until = now() WHERE id = $1", [jobId]);
  });

  it("submits again what a dead worker had claimed and not posted", async () => {
    const jobId = await ask();
    await dispatchGenerations(studio.world);
    await studio.sql("DELETE FROM graphile_worker._private_jobs");
    await studio.sql("UPDATE generation SET next_check_at = now() WHERE id = $1", [jobId]);
    await look();
    const queued = await studio.sql(
      "SELECT task_identifier FROM graphile_worker.jobs WHERE task_identifier = 'submit-generation'",
    );
    expect(queued).toHaveLength(1);
  });

  it("never posts what was marked as posted, whoever asks", async () => {
    const jobId = await ask();
    await dispatchGenerations(studio.world);
    // Nobody has an answer before all have asked.
    studio.sandbox.faults.add([{ service: "replicate", method: "POST", path: "predictions", latency: 400, times: 5 }]);
    await Promise.all(Array.from({ length: 5 }, () => submitGeneration(studio.world, { generationId: jobId })));
    expect(studio.creates(jobId)).toHaveLength(1);
  });
});

describe("a worker that lost its lease", () => {
  it("can't deliver or fail the job any more", async () => {
    const jobId = await submit();
    await eventually("the outcome", () => isOver(jobId));
    await studio.sql(
      "UPDATE generation SET lease_token = 'new', lease_until = now() + interval '1 minute' WHERE id = $1",
      [jobId],
    );
    const picture = {
      imageId: `img_${"0".repeat(32)}`,
      width: 1,
      height: 1,
      bytes: 1,
      format: "png",
      sha256: "",
      placeholder: "",
    } as const;
    expect(await settleGeneration(studio.world, jobId, { state: "succeeded", picture, leaseToken: "old" })).toBe(false);
    expect(
      await settleGeneration(studio.world, jobId, { state: "failed", code: "broken_file", leaseToken: "old" }),
    ).toBe(false);
    await deliverPicture(studio.world, jobId, [{ url: "http://127.0.0.1:1/never-asked" }]);
    expect((await stateOf(jobId))?.state).toBe("running");
    await studio.sql("UPDATE generation SET lease_until = now() WHERE id = $1", [jobId]);
  });
});

describe("dispatchGenerations", () => {
  const running = async (who: Caller) =>
    (await studio.sql("SELECT id FROM generation WHERE user_id = $1 AND state = 'submitting'", [who.userId])).length;

  it("takes turns between users, keeps four a user and the service's limit, under any concurrency", async () => {
    const [busy, late] = [await studio.newUser(10), await studio.newUser(10)];
    for (let i = 0; i < 10; i++) await ask("", busy);
    for (let i = 0; i < 2; i++) await ask("", late);
    const positions = async (who: Caller) =>
      (await who.get("/api/studio/jobs?limit=100")).body.items
        .map((job: { queuePosition: number }) => job.queuePosition)
        .reverse();
    expect(await positions(late)).toEqual([2, 4]);
    expect((await positions(busy)).slice(0, 4)).toEqual([1, 3, 5, 6]);
    const claimed = await Promise.all(Array.from({ length: 8 }, () => dispatchGenerations(studio.world)));
    expect(claimed.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect([await running(busy), await running(late)]).toEqual([4, 2]);
    expect((await positions(busy)).slice(4)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("gives the last places to those who have fewer running, not to those who asked first", async () => {
    const [first, busy, late] = await Promise.all([studio.newUser(4), studio.newUser(4), studio.newUser(4)]);
    for (let i = 0; i < 4; i++) await ask("", first);
    await dispatchGenerations(studio.world);
    for (const who of [busy, busy, busy, late]) await ask("", who);
    expect(await dispatchGenerations(studio.world)).toBe(2);
    expect([await running(busy), await running(late)]).toEqual([1, 1]);
  });

  it("keeps four a user even when the service has room", async () => {
    for (let i = 0; i < 5; i++) await ask();
    expect([await dispatchGenerations(studio.world), await dispatchGenerations(studio.world)]).toEqual([4, 0]);
  });

  it("waits for another dispatcher to commit before it counts", async () => {
    await ask();
    const other = await studio.world.pool.connect();
    await other.query("BEGIN");
    await other.query("SELECT pg_advisory_xact_lock(hashtext('dispatch-generations'))");
    const dispatching = dispatchGenerations(studio.world);
    const waiting =
      "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    try {
      await eventually("the second dispatcher to wait", async () => (await studio.sql(waiting)).length === 1);
      await other.query("INSERT INTO settings (effective_at, max_running_per_user) VALUES (clock_timestamp(), 1)");
      await other.query("COMMIT");
    } finally {
      other.release(true);
    }
    expect(await dispatching).toBe(1);
    await ask();
    expect(await dispatchGenerations(studio.world)).toBe(0);
    await studio.sql("INSERT INTO settings (effective_at) VALUES (clock_timestamp())");
  });

  it("leaves alone what has to wait", async () => {
    const jobId = await ask();
    await studio.sql("UPDATE generation SET not_before = now() + interval '1 minute' WHERE id = $1", [jobId]);
    expect(await dispatchGenerations(studio.world)).toBe(0);
  });
});
