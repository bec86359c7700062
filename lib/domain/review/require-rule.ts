import { invalid } from "@/lib/core/errors";
import type { DecisionInput, Deed } from "./contract";

/** What takes something from an author, or tells them off, names the rule. */
const NEEDS_RULE = new Set<Deed>(["hide", "warn", "delete", "suspend"]);

/** Throws `validation_failed` on `rule` where it is missing. */
export function requireRule({ deed, rule }: DecisionInput): void {
  if (NEEDS_RULE.has(deed) && !rule) throw invalid("rule", "Name the rule: the author reads it.");
}

/** Throws `validation_failed` on `reason` where an author would hear no more than a rule: an appeal is answered in words. */
export function requireReason({ deed, reason }: DecisionInput): void {
  if (deed === "keep" && reason.length === 0)
    throw invalid("reason", "Say why the decision stands: the author reads it.");
}
