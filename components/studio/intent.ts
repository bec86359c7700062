import type { GenerateBody } from "./draft";

/** A press of Generate whose answer has not come: its key goes with every retry, so that it is charged once at most. */
type Intent = { key: string; body: GenerateBody; startedAt: number };

/** A reload within this time finishes the intent; later the list of jobs has told what became of it. */
const RESUME_WITHIN_MS = 60_000;

/** Of this tab, so that two tabs never share a key; it survives a reload. */
const keyFor = (userId: string) => `studio.intent.${userId}`;

function read(userId: string): Intent | undefined {
  const kept = sessionStorage.getItem(keyFor(userId));
  return kept ? (JSON.parse(kept) as Intent) : undefined;
}

/** The key for this request: the kept one when the same request goes out again, else a new one. */
export function openIntent(userId: string, body: GenerateBody): string {
  const kept = read(userId);
  const isSame = kept && JSON.stringify(kept.body) === JSON.stringify(body);
  const intent = isSame ? kept : { key: crypto.randomUUID(), body, startedAt: Date.now() };
  sessionStorage.setItem(keyFor(userId), JSON.stringify(intent));
  return intent.key;
}

/** After a definite answer: the next press is a new intent. */
export function closeIntent(userId: string): void {
  sessionStorage.removeItem(keyFor(userId));
}

/** The request that a reload interrupted. */
export function interruptedIntent(userId: string): GenerateBody | undefined {
  const kept = read(userId);
  if (!kept) return undefined;
  if (Date.now() - kept.startedAt < RESUME_WITHIN_MS) return kept.body;
  closeIntent(userId);
  return undefined;
}
