import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanUp } from "@/lib/jobs/housekeeping";
import { openStudio, type Studio } from "@/tests/generation/studio";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

describe("cleanUp", () => {
  it("forgets circuits of processes that are gone and claims that have run out, and keeps those that count", async () => {
    await studio.sql(`INSERT INTO provider_circuit (id, model, failures, updated_at) VALUES
      ('gone', 'm', 3, now() - interval '25 hours'), ('lives', 'm', 3, now() - interval '23 hours')`);
    await studio.sql(`INSERT INTO moderation_claim (subject_id, moderator_id, expires_at) VALUES
      ('left', 'm', now() - interval '1 second'), ('looked at', 'm', now() + interval '5 minutes')`);
    await cleanUp(studio.world);
    expect(await studio.sql("SELECT id FROM provider_circuit")).toEqual([{ id: "lives" }]);
    expect(await studio.sql("SELECT subject_id FROM moderation_claim")).toEqual([{ subject_id: "looked at" }]);
  });
});
