import { createHash, timingSafeEqual } from "node:crypto";
import { type Answer, type Exchange, isRecord, json, readJson } from "../exchange";
import { badKey, invalidArgument, refusal, unknownModel } from "./errors";
import { scripted } from "./scripted";
import { type Written, writePrompt } from "./write-prompt";

const MODELS = ["gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-3.5-flash-lite", "gemini-3.5-flash"];
const MAX_CHARS = 1_000_000;
const CHARS_PER_TOKEN = 4;
/** What a thinking model spends on thoughts before its first word, tokens. */
const THOUGHTS = 400;

function isAuthorised(request: Exchange, key: string): boolean {
  const given = Buffer.from(String(request.headers["x-goog-api-key"] ?? request.query.get("key") ?? ""));
  const expected = Buffer.from(key);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const textOf = (content: unknown): string =>
  isRecord(content) && Array.isArray(content.parts)
    ? content.parts.map((part) => (isRecord(part) && typeof part.text === "string" ? part.text : "")).join("")
    : "";

/** A value for one node of the caller's schema (type names in either case). */
function fill(schema: unknown, name: string, written: Written): unknown {
  if (!isRecord(schema)) return written.enhancedPrompt;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (String(schema.type).toLowerCase()) {
    case "object": {
      const properties = Object.entries(isRecord(schema.properties) ? schema.properties : {});
      return Object.fromEntries(properties.map(([key, node]) => [key, fill(node, key, written)]));
    }
    case "array":
      return written.suggestions.slice(0, Number(schema.maxItems ?? Math.max(3, Number(schema.minItems ?? 0))));
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return true;
    default:
      return /suggestion/i.test(name) ? (written.suggestions[0] ?? "") : written.enhancedPrompt;
  }
}

type Thinking = { thinkingBudget?: unknown; thinkingLevel?: unknown };
const thinkingOf = ({ thinkingConfig }: Record<string, unknown>): Thinking =>
  isRecord(thinkingConfig) ? thinkingConfig : {};

/** What the service would not accept, in its words. */
function faultOf(model: string, body: Record<string, unknown>, config: Record<string, unknown>): string | undefined {
  const { contents } = body;
  if (!Array.isArray(contents) || contents.length === 0)
    return "* GenerateContentRequest.contents: contents is not specified";
  if (contents.some((content) => textOf(content) === ""))
    return "* GenerateContentRequest.contents[0].parts: contents.parts must not be empty.";
  const { thinkingBudget, thinkingLevel } = thinkingOf(config);
  if (thinkingBudget !== undefined && thinkingLevel !== undefined)
    return "You can only set one of thinking budget and thinking level.";
  if (thinkingLevel !== undefined && model.startsWith("gemini-2.5"))
    return "Thinking level is not supported for this model.";
  if (!model.startsWith("gemini-3")) return undefined;
  if (config.frequencyPenalty !== undefined || config.presencePenalty !== undefined)
    return "Penalty is not enabled for this model.";
  const last: unknown = contents.at(-1);
  return isRecord(last) && last.role === "model" ? "The last content must not be of role model." : undefined;
}

/** Thoughts of a 2.5 model count against the answer's length; they are on unless the budget is 0. */
const thoughtsOf = (model: string, config: Record<string, unknown>): number =>
  model.startsWith("gemini-2.5-flash") && thinkingOf(config).thinkingBudget !== 0 ? THOUGHTS : 0;

const tokens = (text: string) => Math.ceil(text.length / CHARS_PER_TOKEN);

function usage(asked: string, out: string, thoughts: number): Record<string, number> {
  const [promptTokenCount, candidatesTokenCount] = [tokens(asked), tokens(out)];
  const totalTokenCount = promptTokenCount + candidatesTokenCount + thoughts;
  return { promptTokenCount, candidatesTokenCount, thoughtsTokenCount: thoughts, totalTokenCount };
}

function generate(model: string, body: Record<string, unknown>): Answer {
  const config = isRecord(body.generationConfig) ? body.generationConfig : {};
  const fault = faultOf(model, body, config);
  if (fault) return invalidArgument(fault);
  const asked = (body.contents as unknown[]).map(textOf).join("\n");
  if (asked.length > MAX_CHARS)
    return invalidArgument("The input token count exceeds the maximum number of tokens allowed.");
  const idea = /<user_prompt>([\s\S]*)<\/user_prompt>/.exec(asked)?.[1] ?? asked;
  const responseId = createHash("sha256").update(asked).digest("base64url").slice(0, 22);
  const meta = (out: string, thoughts = 0) => ({
    usageMetadata: usage(asked, out, thoughts),
    modelVersion: model,
    responseId,
  });
  const script = scripted(idea);
  if (script.answer) return script.answer;
  if (script.body) return json(200, { ...script.body, ...meta("") });
  const written = writePrompt(idea);
  const isJson = config.responseMimeType === "application/json";
  const text = isJson ? JSON.stringify(fill(config.responseSchema, "", written)) : written.enhancedPrompt;
  const [thoughts, cap] = [thoughtsOf(model, config), Number(config.maxOutputTokens ?? Number.POSITIVE_INFINITY)];
  if (thoughts + tokens(text) > cap) {
    const candidates = [{ content: { role: "model" }, finishReason: "MAX_TOKENS", index: 0 }];
    return json(200, { candidates, ...meta("", Math.min(cap, thoughts)) });
  }
  const candidates = [{ content: { parts: [{ text }], role: "model" }, finishReason: "STOP", index: 0 }];
  return json(200, { candidates, ...meta(text, thoughts) });
}

/** `generateContent` of the language model, in both API versions. */
export function geminiService(setting: { key: string }) {
  return function answer(request: Exchange): Answer {
    const [, version = "", model = "", action] =
      /^\/(v1beta|v1)\/models\/([\w.-]+?)(:generateContent)?$/.exec(request.path) ?? [];
    if (!model || request.method !== (action ? "POST" : "GET")) return refusal(404);
    if (!isAuthorised(request, setting.key)) return badKey();
    if (!MODELS.includes(model)) return unknownModel(model, version);
    if (!action)
      return json(200, {
        name: `models/${model}`,
        displayName: model,
        supportedGenerationMethods: ["generateContent"],
      });
    const body = readJson(request.body);
    return isRecord(body) ? generate(model, body) : invalidArgument("Invalid JSON payload received.");
  };
}
