import { timingSafeEqual } from "node:crypto";
import { type Answer, type Exchange, isRecord, json, readJson } from "../exchange";
import { writePrompt } from "./write-prompt";

const MODELS = ["gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-3.5-flash-lite", "gemini-3.5-flash"];
const MAX_TEXT = 1_000_000;

type Detail = Record<string, unknown>;
const refusal = (code: number, status: string, message: string, details: Detail[] = []): Answer =>
  json(code, { error: { code, message, status, ...(details.length > 0 ? { details } : {}) } });

function isAuthorised(request: Exchange, key: string): boolean {
  const given = Buffer.from(String(request.headers["x-goog-api-key"] ?? request.query.get("key") ?? ""));
  const expected = Buffer.from(key);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const textOf = (content: unknown): string =>
  isRecord(content) && Array.isArray(content.parts)
    ? content.parts.map((part) => (isRecord(part) && typeof part.text === "string" ? part.text : "")).join("")
    : "";

/** A value for one node of the caller's schema (type names in either case); known names get their text, others something plausible. */
function fill(schema: unknown, name: string, written: { enhancedPrompt: string; suggestions: string[] }): unknown {
  if (!isRecord(schema)) return written.enhancedPrompt;
  switch (String(schema.type).toLowerCase()) {
    case "object":
      return Object.fromEntries(
        Object.entries(isRecord(schema.properties) ? schema.properties : {}).map(([key, node]) => [
          key,
          fill(node, key, written),
        ]),
      );
    case "array":
      return written.suggestions.slice(0, Number(schema.maxItems ?? 3));
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return true;
    default:
      return /suggestion/i.test(name) ? (written.suggestions[0] ?? "") : written.enhancedPrompt;
  }
}

function configFault(model: string, config: Record<string, unknown>): string | undefined {
  const thinking = isRecord(config.thinkingConfig) ? config.thinkingConfig : {};
  if (thinking.thinkingBudget !== undefined && thinking.thinkingLevel !== undefined)
    return "You can only set one of thinking budget and thinking level.";
  if (thinking.thinkingLevel !== undefined && model.startsWith("gemini-2.5"))
    return "Thinking level is not supported for this model.";
  if (config.frequencyPenalty !== undefined && model.startsWith("gemini-3"))
    return "Penalty is not enabled for this model.";
  return undefined;
}

const TOKENS: Record<string, Detail> = {
  "gemini-safety": { candidates: [{ finishReason: "SAFETY", index: 0 }] },
  "gemini-blocked": { promptFeedback: { blockReason: "PROHIBITED_CONTENT" } },
  "gemini-max-tokens": {
    candidates: [{ content: { parts: [], role: "model" }, finishReason: "MAX_TOKENS", index: 0 }],
  },
  "gemini-partial": {
    candidates: [
      {
        content: { parts: [{ text: '{"enhancedPrompt":"half of' }], role: "model" },
        finishReason: "PROHIBITED_CONTENT",
        index: 0,
      },
    ],
  },
  "gemini-shape": {
    candidates: [
      { content: { parts: [{ text: '{"prompt":"other shape"}' }], role: "model" }, finishReason: "STOP", index: 0 },
    ],
  },
  "gemini-fenced": {
    candidates: [
      {
        content: {
          parts: [{ text: '```json\n{"enhancedPrompt":"x","suggestions":["a","b","c"]}\n```' }],
          role: "model",
        },
        finishReason: "STOP",
        index: 0,
      },
    ],
  },
  "gemini-huge": {
    candidates: [
      {
        content: {
          parts: [{ text: JSON.stringify({ enhancedPrompt: "x".repeat(100_000), suggestions: ["a", "b", "c"] }) }],
          role: "model",
        },
        finishReason: "STOP",
        index: 0,
      },
    ],
  },
};

export function geminiService(setting: { key: string }) {
  return function answer(request: Exchange): Answer {
    const found = /^\/(v1beta|v1)\/models\/([\w.-]+):generateContent$/.exec(request.path);
    if (!found || request.method !== "POST") return refusal(404, "NOT_FOUND", "Requested entity was not found.");
    const model = found[2] ?? "";
    if (!isAuthorised(request, setting.key)) {
      return refusal(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", [
        {
          "@type": "type.googleapis.com/google.rpc.ErrorInfo",
          reason: "API_KEY_INVALID",
          domain: "googleapis.com",
          metadata: { service: "generativelanguage.googleapis.com" },
        },
      ]);
    }
    if (!MODELS.includes(model))
      return refusal(
        404,
        "NOT_FOUND",
        `models/${model} is not found for API version ${found[1]}, or is not supported for generateContent.`,
      );
    const body = readJson(request.body);
    if (!isRecord(body) || !Array.isArray(body.contents) || body.contents.length === 0)
      return refusal(400, "INVALID_ARGUMENT", "* GenerateContentRequest.contents: contents is not specified");
    const config = isRecord(body.generationConfig) ? body.generationConfig : {};
    const fault = configFault(model, config);
    if (fault) return refusal(400, "INVALID_ARGUMENT", fault);
    const text = body.contents.map(textOf).join("\n");
    if (text.length > MAX_TEXT)
      return refusal(400, "INVALID_ARGUMENT", "The input token count exceeds the maximum number of tokens allowed.");

    const idea = /<user_prompt>([\s\S]*?)<\/user_prompt>/.exec(text)?.[1] ?? text;
    const usage = (out: string) => ({
      promptTokenCount: Math.ceil(text.length / 4),
      candidatesTokenCount: Math.ceil(out.length / 4),
      thoughtsTokenCount: 0,
      totalTokenCount: Math.ceil((text.length + out.length) / 4),
    });
    const meta = { modelVersion: model, responseId: crypto.randomUUID() };
    const token = Object.keys(TOKENS).find((name) => idea.includes(`[[sbx:${name}]]`));
    if (token) return json(200, { ...TOKENS[token], usageMetadata: usage(""), ...meta });
    const written = writePrompt(idea);
    const out =
      config.responseMimeType === "application/json"
        ? JSON.stringify(fill(config.responseSchema, "", written))
        : written.enhancedPrompt;
    return json(200, {
      candidates: [{ content: { parts: [{ text: out }], role: "model" }, finishReason: "STOP", index: 0 }],
      usageMetadata: usage(out),
      ...meta,
    });
  };
}
