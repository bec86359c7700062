/** Default limits (product.md 7): points in a window of seconds. `RATE_LIMIT_SCALE` multiplies the points. */
export const RATE_RULES = {
  register: { points: 100, seconds: 3600 },
  loginAccount: { points: 10, seconds: 900 },
  loginIp: { points: 100, seconds: 900 },
  mailAddress: { points: 5, seconds: 3600 },
  mailIp: { points: 200, seconds: 3600 },
  generate: { points: 120, seconds: 60 },
  enhance: { points: 20, seconds: 60 },
  write: { points: 120, seconds: 60 },
  read: { points: 1200, seconds: 60 },
  webhookRefused: { points: 3000, seconds: 60 },
  ticketIp: { points: 20, seconds: 3600 },
  ticketAddress: { points: 5, seconds: 3600 },
} as const satisfies Record<string, { points: number; seconds: number }>;

export type RateRule = keyof typeof RATE_RULES;
