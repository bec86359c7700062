/** Models that the adapters know how to ask (providers.md 6). `largestPx`: the long side they can make. Shared with the browser. */
export const MODELS = {
  "stability-ai/sdxl": { name: "SDXL", largestPx: 1024 },
  "bytedance/seedream-4": { name: "Seedream 4", largestPx: 4096 },
  "bytedance/seedream-4.5": { name: "Seedream 4.5", largestPx: 4096 },
} as const;
export type ModelKey = keyof typeof MODELS;
export const MODEL_KEYS = Object.keys(MODELS) as [ModelKey, ...ModelKey[]];

/** What people call a model; its key where it is none of ours any more. */
export const modelName = (model: string): string => (MODELS as Record<string, { name: string }>)[model]?.name ?? model;
