import { notFound } from "@/lib/core/errors";
import type { AdminActor, Ctx, Ports } from "@/lib/db/ctx";
import { inTransaction } from "@/lib/db/transaction";
import { recordAudit } from "@/lib/domain/audit/record-audit";
import { ProviderError, type ProviderErrorKind } from "@/lib/providers/provider-error";
import { PROVIDERS, type Provider, type TestView } from "./contract";

const CHECKS: Record<Provider, (ports: Ports) => Promise<void> | undefined> = {
  replicate: ({ images }) => images?.check(),
  gemini: ({ enhancer }) => enhancer?.check(),
  razorpay: ({ payments }) => payments?.check(),
  // Deleting what is not there is the cheapest request that needs the keys.
  cloudinary: ({ media }) => media.delete("checks/none.webp"),
  smtp: ({ mailer }) => mailer?.check(),
};
const WORDS: Partial<Record<ProviderErrorKind, string>> = {
  auth: "The keys were refused.",
  billing: "The keys are good, and the account has no credit.",
  unreachable: "The service can't be reached.",
  down: "The service is out of order.",
  rate_limited: "The service asks to slow down; the keys seem good.",
};

/** Asks a provider whether the keys in force are good: one cheap request, written down. Throws `not_found` for a provider that is none. */
export async function testProvider(ctx: Ctx<AdminActor>, name: string): Promise<TestView> {
  const provider = PROVIDERS.find((one) => one === name);
  if (!provider) throw notFound("This provider");
  // Written down before anything leaves the house: a test that can't be is not made.
  await inTransaction(ctx, (tx) => recordAudit(tx, ctx, { action: "provider.test", subject: provider }));
  const startedAt = performance.now();
  const answer = (ok: boolean, message: string) => ({ ok, message, ms: Math.round(performance.now() - startedAt) });
  const asked = CHECKS[provider](ctx.ports);
  if (!asked) return answer(false, "No keys are set.");
  try {
    await asked;
    return answer(true, "The keys are good.");
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    ctx.log.warn("provider test failed", { provider, kind: error.kind });
    return answer(false, WORDS[error.kind] ?? "The service gave no answer that tells.");
  }
}
