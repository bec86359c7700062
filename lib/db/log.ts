/** One JSON line an event. Callers pass ids and codes, never secrets, tokens, mail addresses or prompts. */
export type Log = {
  [Level in "debug" | "info" | "warn" | "error"]: (event: string, fields?: Record<string, unknown>) => void;
};

const LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

function describe(value: unknown): unknown {
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
  return value;
}

/** Writes to stderr, so that a CLI's stdout stays its answer. */
export function createLog(level: (typeof LEVELS)[number], base: Record<string, unknown> = {}): Log {
  const from = LEVELS.indexOf(level);
  const write =
    (name: (typeof LEVELS)[number]) =>
    (event: string, fields: Record<string, unknown> = {}) => {
      if (LEVELS.indexOf(name) < from) return;
      const shown = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, describe(value)]));
      process.stderr.write(
        `${JSON.stringify({ time: new Date().toISOString(), level: name, event, ...base, ...shown })}\n`,
      );
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
