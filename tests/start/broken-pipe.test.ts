import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, it } from "vitest";

const START = path.resolve(import.meta.dirname, "../../lib/start");

/** Prints what goes wrong, as a server's last resort does, and tells over a channel of its own how often that was. */
const PROGRAM = `
  let errors = 0;
  process.on("uncaughtException", (error) => { errors++; console.error(error); });
  setInterval(() => process.stderr.write("tick\\n"), 5);
  process.on("message", () => process.send(errors));
`;

async function errorsAfterBreak(prelude: string): Promise<number> {
  const args = ["--input-type=module", "-e", `${prelude}${PROGRAM}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  try {
    await once(child.stderr!, "data");
    child.stdout?.destroy();
    child.stderr?.destroy();
    const told = async () => {
      const answer = once(child, "message");
      child.send("?");
      return (await answer)[0] as number;
    };
    // Each question is a turn of its loop; many ticks fall between them.
    for (let n = 0; n < 20; n++) await new Promise((resolve) => setTimeout(resolve, 20));
    return await told();
  } finally {
    child.kill("SIGKILL");
  }
}

it("goes on in silence when nobody reads what it prints any more", async () => {
  expect(await errorsAfterBreak(`import ${JSON.stringify(`${START}/broken-pipe.mjs`)};`)).toBe(0);
});

it("control: without it, every print of the error is an error", async () => {
  expect(await errorsAfterBreak("")).toBeGreaterThan(3);
});
