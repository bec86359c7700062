/** Port: rewrites an idea for an image model. Never throws for a provider's fault: enhancement is optional. */
export type EnhancementReason =
  | "not_configured"
  | "timeout"
  | "rate_limited"
  | "unavailable"
  | "blocked"
  | "bad_answer"
  | "misconfigured";

export type Enhancement =
  | { enhanced: true; prompt: string /** exactly three */; suggestions: string[]; model: string }
  | { enhanced: false; reason: EnhancementReason; detail: string };

export interface PromptEnhancer {
  /** One cheap request that the key is needed for. Throws ProviderError. */
  check(): Promise<void>;
  /** `prompt` has 3 to 2,000 characters of cleaned text. Ends within `budgetMs`. */
  enhance(prompt: string, budgetMs: number): Promise<Enhancement>;
}
