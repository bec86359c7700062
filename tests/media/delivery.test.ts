import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { FAILURES } from "@/lib/domain/generation/failures";
import type { Fault } from "@/lib/sandbox/faults";
import { type Caller, eventually } from "@/tests/generation/studio";
import { sha256 } from "@/tests/sandbox/picture-files";
import { type CloudStudio, openCloudStudio } from "./cloud-studio";

let opened: CloudStudio;
let cloud: CloudStudio["cloud"];
let studio: CloudStudio["studio"];
beforeAll(async () => {
  opened = await openCloudStudio({ FILE_FETCH_TIMEOUT_MS: "1000" });
  ({ cloud, studio } = opened);
  await studio.startWorker();
});
afterAll(() => opened.close());
afterEach(async () => {
  cloud.faults.clear();
  cloud.log.clear();
  studio.sandbox.log.clear();
  await studio.booksHold();
});

const onUpload = (fault: Partial<Fault>) => cloud.faults.add([{ service: "cloudinary", path: "upload", ...fault }]);
const uploads = (part: string) =>
  cloud.log.find({ service: "cloudinary", method: "POST", path: "upload" }).filter(({ body }) => body?.includes(part));

async function ask(): Promise<{ user: Caller; jobId: string }> {
  const user = await studio.newUser(1);
  const { body } = await user.generate({ prompt: "a red kite over green hills" });
  return { user, jobId: body.jobId };
}

async function expectRefund(user: Caller, jobId: string, code: keyof typeof FAILURES): Promise<void> {
  const job = await user.ended(jobId);
  expect(job).toMatchObject({ status: "failed", creditsRefunded: 1, error: { code, message: FAILURES[code] } });
  expect(await user.balance()).toBe(1);
}

describe("a picture on its way into Cloudinary", () => {
  it("arrives there only, and is given out by our own routes with the bytes that the row tells", async () => {
    const { user, jobId } = await ask();
    const job = await user.ended(jobId);
    expect(job.status).toBe("succeeded");
    const [row] = await studio.sql<{ id: string; sha256: string }>(
      "SELECT id, sha256 FROM image WHERE generation_id = $1",
      [jobId],
    );
    const response = await fetch(`${studio.origin}/api/studio/my-creations/${row!.id}/download`, {
      headers: { Authorization: `Bearer ${user.token}` },
    });
    expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(row!.sha256);
    expect(existsSync(path.join(studio.world.env.DATA_DIR, "media"))).toBe(false);
    expect(JSON.stringify(job)).not.toContain("cloudinary");
  });

  it("is out of reach for a moment, not gone, while the store is away", async () => {
    const { user, jobId } = await ask();
    expect((await user.ended(jobId)).status).toBe("succeeded");
    const imageId = jobId.replace("gen_", "img_");
    cloud.faults.add([{ service: "cloudinary", path: "/res/", status: 503, times: 3 }]);
    const away = await user.get(`/api/studio/my-creations/${imageId}/download`);
    expect(away).toMatchObject({ status: 503, body: { code: "provider_unavailable" } });
    expect(away.headers.get("retry-after")).toBe("5");
    expect((await user.get(`/api/studio/my-creations/${imageId}/download`)).status).toBe(200);
  });

  it("waits until the store is back: the result is fetched again, and nothing is refunded (C1)", async () => {
    onUpload({ status: 503, times: 5 });
    const { user, jobId } = await ask();
    expect((await user.ended(jobId)).status).toBe("succeeded");
    expect(uploads("preview").map(({ status }) => status)).toEqual([503, 503, 503, 503, 503, 200]);
    expect(await user.balance()).toBe(0);
    const files = studio.sandbox.log.find({ service: "replicate", path: "/files/" });
    expect(files.length).toBeGreaterThanOrEqual(2);
  });

  it("is refunded, once, when the store stays away until the time is over", async () => {
    onUpload({ status: 503, times: 1_000 });
    const { user, jobId } = await ask();
    await expectRefund(user, jobId, "timed_out");
    cloud.faults.clear();
    const [row] = await studio.sql<{ refunds: number }>(
      "SELECT count(*)::int AS refunds FROM ledger_entry WHERE reference = $1 AND reason = 'generation_refund'",
      [jobId],
    );
    expect(row?.refunds).toBe(1);
  });

  it("is refunded at once when it is too large, and what was stored of it goes again", async () => {
    // Previews are smaller than this, the picture is not.
    await cloud.control({ cloudinaryMaxBytes: 60_000 });
    const { user, jobId } = await ask();
    await expectRefund(user, jobId, "too_large_to_keep");
    await cloud.control({ cloudinaryMaxBytes: 10_485_760 });
    expect(uploads("original").map(({ status }) => status)).toEqual([400]);
    await eventually("the clean-up", async () => {
      const gone = cloud.log.find({ service: "cloudinary", path: "destroy" });
      return gone.some(({ body }) => body?.includes("preview")) && gone.some(({ body }) => body?.includes("thumbnail"));
    });
    expect(studio.logged).toContainEqual(
      expect.objectContaining({
        level: "error",
        event: "media store refused a picture",
        fields: expect.objectContaining({ reason: expect.stringContaining("takes 60000 bytes at most") }),
      }),
    );
  });

  it("is refunded at once when the account is refused", async () => {
    onUpload({ status: 401, times: 10 });
    const { user, jobId } = await ask();
    await expectRefund(user, jobId, "not_kept");
    expect(uploads("").map(({ status }) => status)).toEqual([401]);
  });

  it("is one asset when an answer is lost or forged (C2, C3)", async () => {
    onUpload({ reset: "after" });
    onUpload({ wrongSignature: true });
    const { user, jobId } = await ask();
    expect((await user.ended(jobId)).status).toBe("succeeded");
    expect(await user.balance()).toBe(0);
  });
});
