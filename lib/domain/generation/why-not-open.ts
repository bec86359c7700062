import { AppError, notFound } from "@/lib/core/errors";
import type { Ctx } from "@/lib/db/ctx";

const SAID: Record<string, string> = {
  succeeded: "This job succeeded. To make up for a bad picture, adjust the person's credits.",
  failed: "This job failed already, and its credits went back.",
  cancelled: "This job was cancelled already, and its credits went back.",
};

/** What to answer about a job that did not let itself be touched: `not_found`, or `conflict` saying what became of it. */
export async function whyNotOpen({ db }: Pick<Ctx, "db">, jobId: string): Promise<AppError> {
  const job = await db.generation.findUnique({ where: { id: jobId }, select: { state: true } });
  if (!job) return notFound("This job");
  return new AppError(
    "conflict",
    SAID[job.state] ?? "The picture is being brought home right now. Look again in a moment.",
  );
}
