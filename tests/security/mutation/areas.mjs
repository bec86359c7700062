/**
 * What `npm run test:security -- mutation` breaks on purpose, one change at a time, and the tests that have to notice. Tests that run the product in
 * another process are left out: a change is active in the process of the tests only.
 */
export const AREAS = [
  {
    name: "ledger",
    mutate: [
      "lib/domain/ledger/post-entry.ts",
      "lib/domain/ledger/take-back.ts",
      "lib/domain/ledger/grant-promotion.ts",
      "lib/domain/ledger/grant-welcome.ts",
      "lib/domain/ledger/verify-ledger.ts",
    ],
    tests: ["tests/ledger/grants.test.ts", "tests/ledger/chain.test.ts", "tests/ledger/books.test.ts"],
  },
  {
    name: "payments",
    mutate: [
      ...["create-order", "lock-order", "observe-payment", "settle-payment", "verify-order"],
      ...["receive-webhook", "handle-payment-event", "reconcile-payments"],
    ].map((verb) => `lib/domain/payments/${verb}.ts`),
    tests: ["news", "gateway-talk"].map((name) => `tests/payments/${name}.test.ts`),
  },
  {
    name: "refunds",
    mutate: [
      ...["apply-refund", "apply-dispute", "return-units", "refundable"],
      ...["refund-payment", "refund-surplus-payment", "send-refund"],
    ].map((verb) => `lib/domain/payments/${verb}.ts`),
    tests: ["tests/payments/money-back.test.ts", "tests/payments/settle.test.ts"],
  },
  {
    name: "sessions",
    mutate: [
      ...["authenticate", "open-session", "refresh-session", "revoke-session", "revoke-sessions"],
      ...["session-tokens", "sign-in", "signed-in"],
    ].map((verb) => `lib/domain/identity/${verb}.ts`),
    tests: [
      ...["tests/identity/tokens.test.ts", "tests/identity/session.test.ts", "tests/identity/sign-in.test.ts"],
      ...["tests/security/refresh.test.ts", "tests/security/tokens.test.ts"],
    ],
  },
  {
    name: "authorisation",
    mutate: [
      ...["lib/http/handle.ts", "lib/http/origin.ts", "lib/http/signed-delivery.ts"],
      ...["lib/domain/identity/roles.ts", "lib/db/idempotency.ts"],
    ],
    tests: ["tests/http/handle.test.ts", "tests/http/deliveries.test.ts", "tests/http/stored-outcomes.test.ts"],
  },
];
