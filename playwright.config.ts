import { defineConfig } from "playwright/test";

/** As root there is no browser sandbox, and nothing may call home. */
const FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const jsonFile = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  globalSetup: "tests/global-setup/app.ts",
  // The app, its database and the browser share the machine with the tests.
  workers: 1,
  retries: 0,
  timeout: 90_000,
  globalTimeout: 35 * 60_000,
  expect: { timeout: 15_000 },
  reporter: jsonFile ? [["list"], ["json", { outputFile: jsonFile }]] : [["list"]],
  use: {
    browserName: "chromium",
    headless: true,
    launchOptions: { executablePath, args: FLAGS },
    // Set by the global setup; workers read this file after it.
    baseURL: process.env.STUDIO_URL,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
