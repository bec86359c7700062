/** What `[[sbx:...]]` in a prompt asks of the sandbox. */
export type Wishes = {
  /** Fails with the model's own words. */
  failure?: "nsfw" | "fail";
  slowMs?: number;
  /** Stays `starting` until its deadline aborts it. */
  isStuck?: boolean;
  webhook?: "drop" | "dup" | "early" | "reorder" | "bad-signature";
  file?: "bad" | "wrongsize" | "html" | "tiny" | "404" | "blank";
  output?: "empty";
  /** Answers the create with this status. */
  status?: number;
  reset?: "before" | "after";
};

const TOKEN = /\[\[sbx:([^\]]*)\]\]/g;
const FILES: Record<string, Wishes["file"]> = {
  badfile: "bad",
  wrongsize: "wrongsize",
  html: "html",
  tiny: "tiny",
  file404: "404",
  blank: "blank",
};
const WEBHOOKS = ["drop", "dup", "early", "reorder", "bad-signature"];

function readOne(token: string): Wishes {
  const [name = "", value = ""] = token.split(/[:=]/);
  if (FILES[name]) return { file: FILES[name] };
  if (name === "nsfw" || name === "fail") return { failure: name };
  if (name === "slow") return { slowMs: Number.parseFloat(value) * (value.endsWith("ms") ? 1 : 1000) || 0 };
  if (name === "stuck") return { isStuck: true };
  if (name === "empty") return { output: "empty" };
  if (name === "status") return { status: Number(value) };
  if (name === "reset-before-write") return { reset: "before" };
  if (name === "reset-after-write") return { reset: "after" };
  if (name === "webhook" && WEBHOOKS.includes(value)) return { webhook: value as Wishes["webhook"] };
  return {};
}

/** All wishes of a prompt together. Unknown tokens ask for nothing. */
export function readTokens(prompt: string): Wishes {
  return Object.assign({}, ...[...prompt.matchAll(TOKEN)].map((match) => readOne(match[1] ?? ""))) as Wishes;
}

/** The prompt as the model would see it. */
export const withoutTokens = (prompt: string): string => prompt.replace(TOKEN, " ").replace(/\s+/g, " ").trim();
