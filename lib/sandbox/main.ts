import { readOptions } from "./options";
import { startSandbox } from "./server";

/** The sandbox as a process of its own; says on stdout where it listens. */
const sandbox = await startSandbox(readOptions(process.env));
process.stdout.write(`${JSON.stringify({ ready: true, url: sandbox.url, smtpPort: sandbox.smtpPort })}\n`);
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.on(signal, () => void sandbox.close().then(() => process.exit(0)));
