import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const ask = (command, args) => {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim() || undefined;
  } catch {
    return undefined;
  }
};

/** Fields of /proc/<pid>/stat from the third on: the second, the name in brackets, may hold anything. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/** When a process began, as its system counts; undefined when it is gone (a zombie is). Pids are reused, this pair is not. */
export function beganAt(pid) {
  if (process.platform === "linux") {
    const stat = statOf(pid);
    return stat && stat[0] !== "Z" ? stat[19] : undefined;
  }
  if (process.platform === "win32") {
    return ask("powershell", ["-NoProfile", "-Command", `(Get-Process -Id ${Number(pid)}).StartTime.Ticks`]);
  }
  return ask("ps", ["-o", "lstart=", "-p", String(pid)]);
}

/** What a process was started as; undefined when it is gone or hidden. */
export function commandOf(pid) {
  if (process.platform === "linux") {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    } catch {
      return undefined;
    }
  }
  if (process.platform === "win32") {
    return ask("powershell", ["-NoProfile", "-Command", `(Get-Process -Id ${Number(pid)}).Path`]);
  }
  return ask("ps", ["-o", "command=", "-p", String(pid)]);
}

/** A mark that tells a process from every other one, also from one that gets its pid later. */
export const markOf = (pid) => ({ pid, beganAt: beganAt(pid) });

export const isRunning = (mark) =>
  Boolean(mark?.pid && mark.beganAt !== undefined) && beganAt(mark.pid) === mark.beganAt;

/** Ends a process and, where it leads a group, all of the group. */
export function signalGroup(pid, signal) {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    try {
      process.kill(pid, signal);
    } catch {
      // It is gone already.
    }
  }
}

/** Waits until `isTrue()` or the time is over; returns whether it became true. */
export async function until(isTrue, timeoutMs, pauseMs = 50) {
  for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
    if (await isTrue()) return true;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return Boolean(await isTrue());
}
