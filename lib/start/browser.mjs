import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { writePrivateJson } from "./files.mjs";
import { isRoot } from "./postgres-binaries.mjs";
import { runQuietly } from "./prepare.mjs";
import { StartError } from "./steps.mjs";

/** The last version with a Chromium that runs everywhere we tried. */
const PACKAGE = "@sparticuz/chromium";
const PACKAGE_VERSION = "143.0.4";

const INSTALLED = {
  linux: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"].map((name) => `/usr/bin/${name}`),
  darwin: ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`),
  win32: ["C:/Program Files", "C:/Program Files (x86)"].map(
    (folder) => `${folder}/Google/Chrome/Application/chrome.exe`,
  ),
};

/** Whether it is there and starts; a Chromium without its libraries is none. */
function works(file) {
  if (!file || !existsSync(file)) return false;
  if (process.platform === "win32") return true;
  try {
    execFileSync(file, ["--version", "--no-sandbox"], { stdio: "ignore", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

const fromPlaywright = async () => (await import("playwright")).chromium.executablePath();

async function installWithPlaywright() {
  await runQuietly(process.execPath, ["node_modules/playwright/cli.js", "install", "chromium"], { timeoutMs: 300_000 });
  return fromPlaywright();
}

async function installWithApt() {
  if (!isRoot || !existsSync("/usr/bin/apt-get")) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runQuietly("apt-get", ["update"], { env, timeoutMs: 300_000 });
  await runQuietly("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env, timeoutMs: 600_000 });
  return INSTALLED.linux[0];
}

async function installFromNpm(folder) {
  const target = ["--prefix", folder, "--no-save", "--no-audit", "--no-fund"];
  await runQuietly("npm", ["install", ...target, `${PACKAGE}@${PACKAGE_VERSION}`], { timeoutMs: 300_000 });
  const home = path.join(folder, "node_modules", PACKAGE);
  const { main, module, exports } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8"));
  const entry = exports?.["."]?.import?.default ?? exports?.["."]?.import ?? module ?? main;
  const { default: chromium } = await import(pathToFileURL(path.join(home, entry)).href);
  return chromium.executablePath();
}

/**
 * Path of a Chromium that starts on this machine; gets one where there is none: Playwright's own, Debian's as root, or one from npm.
 * Remembered in `browser.json` below `dataDir`. Throws StartError when nothing works.
 */
export async function findBrowser(dataDir) {
  const record = path.join(dataDir, "browser.json");
  const known = existsSync(record) ? JSON.parse(readFileSync(record, "utf8")).path : undefined;
  const present = [process.env.CHROMIUM_PATH, known, ...(INSTALLED[process.platform] ?? [])];
  const ways = [
    ...present.map((file) => async () => file),
    fromPlaywright,
    installWithPlaywright,
    installWithApt,
    () => installFromNpm(path.join(dataDir, "browser")),
  ];
  for (const way of ways) {
    const file = await way().catch(() => undefined);
    if (!works(file)) continue;
    writePrivateJson(record, { path: file });
    return file;
  }
  throw new StartError("No browser for the browser tests.", "Install Chromium or Chrome, or set CHROMIUM_PATH to one.");
}
