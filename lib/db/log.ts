import { pino } from "pino";
import { traceFields } from "./span";

/** One JSON line an event. Callers pass ids and codes, never secrets, tokens, mail addresses or prompts. */
export type Log = {
  [Level in "debug" | "info" | "warn" | "error"]: (event: string, fields?: Record<string, unknown>) => void;
};

/** The last guard: what has such a name is not written, at the top and one level below, whoever passed it. */
const NEVER = ["password", "token", "secret", "authorization", "cookie", "signature"].flatMap((name) => [
  name,
  `*.${name}`,
]);

/** An error's own name, text and stack; not what a library hung on to it. */
function describe(value: unknown): unknown {
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
  return value;
}

/** Writes to stderr, so that a CLI's stdout stays its answer; at once, so that nothing is lost when the process is killed. `base` is on each line. */
export function createLog(level: "debug" | "info" | "warn" | "error" | "silent", base: object = {}): Log {
  const logger = pino(
    {
      ...{ level, base, messageKey: "event", timestamp: pino.stdTimeFunctions.isoTime },
      formatters: {
        level: (name) => ({ level: name }),
        log: (fields) => Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, describe(value)])),
      },
      mixin: traceFields,
      redact: { paths: NEVER, censor: "[removed]" },
    },
    { write: (line: string) => void process.stderr.write(line) },
  );
  const write =
    (name: keyof Log) =>
    (event: string, fields: Record<string, unknown> = {}) =>
      logger[name](fields, event);
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
