import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { decidePost } from "@/lib/domain/review/decide-post";
import { CASES, type CaseRow } from "@/lib/domain/review/queue";
import { env } from "@/lib/env";
import { openWorld } from "./world";

/** `npm run moderate -- list`, or `show|hide <post id> <reason>`: what waits for a person, and the decision about one post, where the pages can't be used. */
const [command = "", postId = "", ...words] = process.argv.slice(2);
const reason = words.join(" ");
const isDecision = (command === "show" || command === "hide") && postId && reason;
if (command !== "list" && !isDecision) {
  process.stderr.write("Usage: npm run moderate -- list   or   npm run moderate -- show|hide <post id> <reason>\n");
  process.exit(2);
}
const world = openWorld({ ...env(), LOG_LEVEL: "silent" }, "moderate");
const ctx = {
  ...world,
  actor: { kind: "system" as const },
  requestId: newId("request"),
  ip: "",
  userAgent: "",
  deviceId: "",
};
try {
  if (isDecision) {
    const latest = await world.db.moderationDecision.findFirst({ where: { postId }, orderBy: { seq: "desc" } });
    const how = command === "show" ? ({ deed: "restore" } as const) : ({ deed: "hide", rule: "other" } as const);
    await decidePost(ctx, postId, { ...how, reason, after: latest?.id ?? null });
    process.stdout.write(command === "show" ? "Live now; its author is told.\n" : "Hidden now; its author is told.\n");
  } else {
    const { rows } = await world.pool.query<CaseRow>(`SELECT * FROM (${CASES}) waiting ORDER BY due_at, id LIMIT 100`, [
      null,
    ]);
    for (const { id, queue, status, reasons, reports, due_at, author, title } of rows)
      process.stdout.write(
        `${id}  due ${due_at.toISOString()}  ${queue} ${status} ${reasons.join(",")}  ${reports} reports  @${author}  ${title.replaceAll("\n", " ")}\n`,
      );
    if (rows.length === 0) process.stdout.write("Nothing waits.\n");
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await world.close();
}
