/** Progress on the terminal: a line a step with its time. Runs before any dependency is installed. */
const isTerminal = process.stdout.isTTY === true;
const dim = (text) => (isTerminal ? `\x1b[2m${text}\x1b[0m` : text);

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
    process.stdout.write(`${isTerminal ? "\r\x1b[K" : ""}  ✓ ${name} ${dim(`(${said})`)}\n`);
    return remark;
  } catch (error) {
    process.stdout.write(`${isTerminal ? "\r\x1b[K" : ""}  ✗ ${name}\n`);
    throw error;
  }
}

/** Prints why a start failed and what to do, then ends the process. */
export function fail(error) {
  process.stderr.write(`\n${error.message}\n`);
  if (error.advice) process.stderr.write(`What to do: ${error.advice}\n`);
  else if (error.stack) process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
