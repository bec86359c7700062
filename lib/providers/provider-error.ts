/**
 * What a provider did to us, in words that do not depend on the vendor.
 * `ambiguous`: the request may or may not have had its effect (lost answer), so it must not be sent again blindly.
 */
export type ProviderErrorKind =
  | "auth"
  | "billing"
  | "invalid_input"
  | "too_large"
  | "not_found"
  | "rate_limited"
  | "down"
  | "unreachable"
  | "ambiguous"
  | "bad_answer"
  | "content_rejected";

export class ProviderError extends Error {
  override readonly name = "ProviderError";
  /** The web server's bundles each hold a copy of this class: adapters are built in one, verbs catch in another. */
  static override [Symbol.hasInstance](thing: unknown): boolean {
    return thing instanceof Error && thing.name === "ProviderError";
  }
  constructor(
    readonly kind: ProviderErrorKind,
    /** For logs: never holds keys, bodies or addresses with tokens. */
    message: string,
    readonly details: { retryAfterMs?: number; status?: number; fields?: string[] } = {},
  ) {
    super(message);
  }
}
