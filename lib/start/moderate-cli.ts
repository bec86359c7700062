import { AppError } from "@/lib/core/errors";
import { decidePost, listWaiting } from "@/lib/domain/community/decide-post";
import { env } from "@/lib/env";
import { openWorld } from "./world";

/** `npm run moderate -- list`, or `show|hide <post id> <reason>`: what waits for a person, and the decision about one post. */
const [command = "", postId = "", ...words] = process.argv.slice(2);
const reason = words.join(" ");
const isDecision = (command === "show" || command === "hide") && postId && reason;
if (command !== "list" && !isDecision) {
  process.stderr.write("Usage: npm run moderate -- list   or   npm run moderate -- show|hide <post id> <reason>\n");
  process.exit(2);
}
const world = openWorld({ ...env(), LOG_LEVEL: "silent" }, "moderate");
try {
  if (isDecision) {
    await decidePost(world, { postId, action: command, reason });
    process.stdout.write(command === "show" ? "Live now; its author is told.\n" : "Hidden now; its author is told.\n");
  } else {
    const waiting = await listWaiting(world);
    for (const { id, status, rule, reports, appeal, since, author, title } of waiting) {
      const line = `${id}  ${since.toISOString()}  ${status} ${rule}  ${reports} reports  @${author}  ${title}`;
      process.stdout.write(appeal ? `${line}\n    appeal: ${appeal.replaceAll("\n", " ")}\n` : `${line}\n`);
    }
    if (waiting.length === 0) process.stdout.write("Nothing waits.\n");
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await world.close();
}
