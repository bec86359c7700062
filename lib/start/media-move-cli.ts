import { parseArgs } from "node:util";
import { type MoveReport, moveMedia } from "@/lib/domain/media/move-media";
import { env } from "@/lib/env";
import type { MediaStore } from "@/lib/providers/media-store";
import { openMediaStores, STORE_NEEDS, type StoreName } from "./media-stores";
import { openWorld } from "./world";

/**
 * `npm run media:move -- --from disk --to cloudinary [--delete-source]`. Exits 0 when everything is where it should be, 1 when something stayed
 * behind (run it again), 2 when it can't begin.
 */
const NAMES = Object.keys(STORE_NEEDS);
const USAGE = `Usage: npm run media:move -- --from ${NAMES.join("|")} --to ${NAMES.join("|")} [--delete-source]`;

const LABELS: Record<StoreName, string> = { disk: "The disk", cloudinary: "Cloudinary", s3: "S3" };

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}

function readArguments() {
  try {
    const options = { from: { type: "string" }, to: { type: "string" }, "delete-source": { type: "boolean" } } as const;
    return parseArgs({ options }).values;
  } catch {
    return refuse(USAGE);
  }
}

const settings = env();
const { from = "", to = "", "delete-source": deletesSource = false } = readArguments();
const stores = openMediaStores(settings);
const isName = (name: string): name is StoreName => NAMES.includes(name);
if (!isName(from) || !isName(to) || from === to) refuse(USAGE);

function storeOf(name: StoreName): MediaStore {
  const hint = name === "cloudinary" ? ", or MEDIA_STORE=cloudinary for the sandbox" : "";
  return stores[name] ?? refuse(`${LABELS[name]} is not set up here. Set ${STORE_NEEDS[name]}${hint}, and restart.`);
}
const [source, target] = [storeOf(from), storeOf(to)];
if (deletesSource && settings.MEDIA_STORE !== to)
  refuse(
    `New files still go to ${settings.MEDIA_STORE}. Set MEDIA_STORE=${to} and restart before sources are deleted.`,
  );

const mib = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
const line = ({ pictures, copied, bytes, present, sourcesDeleted, problems }: MoveReport) =>
  `${pictures} pictures looked at: ${copied} files copied (${mib(bytes)}), ${present} were there, ${sourcesDeleted} sources deleted, ${problems} problems.\n`;

const world = openWorld({ ...settings, LOG_LEVEL: "silent" }, "media-move");
try {
  const report = await moveMedia(world, {
    ...{ from: source, to: target, deletesSource },
    onProgress: (soFar) => process.stdout.write(line(soFar)),
    onProblem: ({ key, reason }) => process.stderr.write(`${key} stays where it is: ${reason}.\n`),
  });
  process.stdout.write(report.problems === 0 ? `Done. ${line(report)}` : `Not done. ${line(report)}`);
  if (report.hasGivenUp)
    process.stderr.write("Gave up: too many failures in a row. Run it again once both stores answer.\n");
  process.exitCode = report.problems === 0 && !report.hasGivenUp ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await world.close();
}
