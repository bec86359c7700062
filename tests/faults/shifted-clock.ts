import { existsSync, writeFileSync } from "node:fs";

/**
 * Loaded before a process (`--import`): its clock is wrong by SHIFT_MS, from its start or, where SHIFT_AFTER_FILE names a file, from the moment that file is
 * there. Timers go on as they were, as when somebody sets a machine's clock. What the process believes is written down in SHIFT_NOTE.
 */
const shiftMs = Number(process.env.SHIFT_MS);
const file = process.env.SHIFT_AFTER_FILE;
const note = process.env.SHIFT_NOTE;
const RealDate = globalThis.Date;
const shiftedNow = () => RealDate.now() + (!file || existsSync(file) ? shiftMs : 0);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [shiftedNow()] : args, newTarget) as Date,
  apply: () => new RealDate(shiftedNow()).toString(),
  get: (target, name, receiver) => (name === "now" ? shiftedNow : Reflect.get(target, name, receiver)),
});
if (note) setInterval(() => writeFileSync(note, String(Date.now())), 100).unref();
