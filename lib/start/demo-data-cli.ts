import { randomBytes } from "node:crypto";
import { type Id, newId } from "@/lib/core/ids";
import type { Ctx, UserActor } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { publishPicture } from "@/lib/domain/community/publish-picture";
import { readJob } from "@/lib/domain/generation/reads";
import { requestGeneration } from "@/lib/domain/generation/request-generation";
import { hashPassword } from "@/lib/domain/identity/password";
import { grantWelcome } from "@/lib/domain/ledger/grant-welcome";
import { env } from "@/lib/env";
import { DEMO_CREATORS, type DemoCreator, type DemoPicture } from "./demo/creators";
import { isProduction } from "./production-rules.mjs";
import { type OpenWorld, openWorld } from "./world";

/** `npm run demo:data` beside a running `npm start`: a dozen sandbox pictures by four people who do not exist, marked as such. Again: only what is missing. */
const LOOK_EVERY_MS = 300;
const PATIENCE_MS = 120_000;

/** Their welcome credits pay for their pictures, as everybody's do; nobody knows their passwords. */
async function ensureCreator(world: OpenWorld, { handle, name, bio }: DemoCreator): Promise<Ctx<UserActor>> {
  const email = `${handle}@demo.invalid`;
  const known = await world.db.user.findUnique({ where: { emailNormalized: email }, select: { id: true } });
  const userId = (known?.id ?? newId("user")) as Id<"user">;
  if (!known) {
    const passwordHash = await hashPassword(randomBytes(32).toString("hex"));
    const now = new Date();
    await inTransaction(world, async (tx) => {
      await tx.user.create({
        data: {
          ...{ id: userId, email, emailNormalized: email, passwordHash, name, handle, bio, isDemo: true },
          ...{ emailVerifiedAt: now, termsAcceptedAt: now },
        },
      });
      await tx.creditAccount.create({ data: { userId } });
      await grantWelcome(tx, { id: userId });
    });
  }
  const actor: UserActor = { kind: "user", userId, sessionId: newId("session"), role: "user", isVerified: true };
  return { ...world, actor, requestId: newId("request"), ip: "", userAgent: "demo data", deviceId: "" };
}

async function ended(ctx: Ctx<UserActor>, jobId: string): Promise<string> {
  for (let waited = 0; waited < PATIENCE_MS; waited += LOOK_EVERY_MS) {
    const job = await readJob(ctx, jobId);
    if (job.imageId) return job.imageId;
    if (job.error) throw new Error(job.error.message);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error("The picture did not come. Is npm start running beside this?");
}

/** Returns whether it had to be published. */
async function hang(ctx: Ctx<UserActor>, picture: DemoPicture): Promise<boolean> {
  const { prompt, aspectRatio, seed, title, description, categoryId, tags } = picture;
  const where = { userId: ctx.actor.userId, prompt, state: { notIn: ["failed", "cancelled"] } };
  const known = await ctx.db.generation.findFirst({ where, select: { id: true } });
  const input = { prompt, tier: "standard" as const, aspectRatio, count: 1, seed };
  const jobId = known?.id ?? (await requestGeneration(ctx, input, `demo-${newId("request")}`)).jobId;
  const imageId = await ended(ctx, jobId);
  if ((await ctx.db.post.count({ where: { generationId: jobId } })) > 0) return false;
  const text = { title, description, categoryId, tags };
  await publishPicture(ctx, { imageId, ...text, visibility: "public", showPrompt: true });
  return true;
}

const settings = env();
if (isProduction(process.env) || !settings.sandboxed.pictures) {
  process.stderr.write("Sample pictures are for installations whose pictures are sandboxed, never for production.\n");
  process.exit(1);
}
const world = openWorld({ ...settings, LOG_LEVEL: "silent" }, "demo");
try {
  for (const creator of DEMO_CREATORS) {
    const ctx = await ensureCreator(world, creator);
    for (const picture of creator.pictures)
      process.stdout.write(
        `${(await hang(ctx, picture)) ? "published" : "is there "}  ${creator.name}: ${picture.title}\n`,
      );
  }
} finally {
  await world.close();
}
