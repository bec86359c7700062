/** Progress on the terminal: a line a step with its time. Runs before any dependency is installed. */
const isTerminal = process.stdout.isTTY === true;
const dim = (text) => (isTerminal ? `\x1b[2m${text}\x1b[0m` : text);
const clearLine = isTerminal ? "\r\x1b[K" : "";

/** A failure that says what to do; printed without a stack. */
export class StartError extends Error {
  constructor(message, advice) {
    super(message);
    this.advice = advice;
  }
}

/** Runs one step and prints how long it took. `work` may return a remark. */
export async function step(name, work) {
  const startedAt = Date.now();
  if (isTerminal) process.stdout.write(`  ${dim("…")} ${name}`);
  try {
    const remark = await work();
    const time = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
    const said = typeof remark === "string" ? `${remark}, ${time}` : time;
    process.stdout.write(`${clearLine}  ✓ ${name} ${dim(`(${said})`)}\n`);
  } catch (error) {
    process.stdout.write(`${clearLine}  ✗ ${name}\n`);
    throw error;
  }
}

/** Says why something failed and what to do. */
export function report(error) {
  process.stderr.write(`\n${error.message}\n`);
  if (error.advice) process.stderr.write(`What to do: ${error.advice}\n`);
  else if (!(error instanceof StartError)) process.stderr.write(`${error.stack}\n`);
}

/** For the end of a command line: reports and ends the process. */
export function fail(error) {
  report(error);
  process.exit(1);
}
