import catalogue from "../data/replicate-models.json" with { type: "json" };
import { isRecord } from "../exchange";
import type { InvalidField } from "./errors";

type Schema = { [key: string]: unknown };
export type Model = {
  owner: string;
  name: string;
  description: string;
  /** 64 hex digits; null where the service shows none. */
  version: string | null;
  created_at?: string;
  schemas: { [name: string]: Schema };
};

const MODELS = catalogue as unknown as Model[];

export const fullName = (model: Model) => `${model.owner}/${model.name}`;
export const findModel = (name: string): Model | undefined => MODELS.find((model) => fullName(model) === name);

/** Official models run by name; community models by version only. */
export const isOfficial = (model: Model): boolean => model.version === null || model.owner === "black-forest-labs";

/** By the `version` of a create: 64 hex digits, `owner/name:id`, or `owner/name` for official models. */
export function findVersion(version: string): Model | undefined {
  const [name = "", id] = version.split(":");
  if (id) return MODELS.find((model) => fullName(model) === name && model.version === id);
  return MODELS.find((model) => model.version === version || (fullName(model) === version && isOfficial(model)));
}

/** Whether output is one address or a list. */
export const isList = (model: Model): boolean => model.schemas.Output?.type === "array";

/** A property with its `allOf: [{ $ref }]` resolved within the model's own schemas. */
function resolve(model: Model, property: Schema): Schema {
  const refs = [...(Array.isArray(property.allOf) ? property.allOf : []), property].filter(isRecord);
  const ref = refs.map((one) => one.$ref).find((one): one is string => typeof one === "string");
  const name = ref?.split("/").at(-1);
  return name ? { ...model.schemas[name], ...property } : property;
}

const TYPES: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  array: Array.isArray,
};

type Fault = Omit<InvalidField, "field">;
type Rule = (limit: number, value: unknown) => Fault | undefined;
const given = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

/** Limits in the words of the service's own validator. */
const LIMITS: Record<string, Rule> = {
  minimum: (limit, value) =>
    Number(value) < limit
      ? { type: "number_gte", description: `Must be greater than or equal to ${limit}` }
      : undefined,
  maximum: (limit, value) =>
    Number(value) > limit ? { type: "number_lte", description: `Must be less than or equal to ${limit}` } : undefined,
  multipleOf: (limit, value) =>
    Number(value) % limit !== 0 ? { type: "multiple_of", description: `Must be a multiple of ${limit}` } : undefined,
  maxLength: (limit, value) =>
    String(value).length > limit
      ? { type: "string_lte", description: `String length must be less than or equal to ${limit}` }
      : undefined,
  maxItems: (limit, value) =>
    Array.isArray(value) && value.length > limit
      ? { type: "array_max_items", description: `Array must have at most ${limit} items` }
      : undefined,
};

function faultOf(schema: Schema, value: unknown): Fault | undefined {
  const type = String(schema.type ?? "");
  if (TYPES[type] && !TYPES[type](value))
    return { type: "invalid_type", description: `Invalid type. Expected: ${type}, given: ${given(value)}` };
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    const allowed = schema.enum.map((one) => JSON.stringify(one)).join(", ");
    return { type: "enum", description: `must be one of the following: ${allowed}` };
  }
  if (schema.format === "uri" && !URL.canParse(String(value)))
    return { type: "format", description: "Does not match format 'uri'" };
  for (const [name, rule] of Object.entries(LIMITS)) {
    const fault = typeof schema[name] === "number" ? rule(schema[name], value) : undefined;
    if (fault) return fault;
  }
  return undefined;
}

/** What is wrong with an input, in the service's own words; unknown inputs are refused, so that a misspelt one shows. */
export function validateInput(model: Model, input: Record<string, unknown>): InvalidField[] {
  const schema = model.schemas.Input ?? {};
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const missing = ((schema.required ?? []) as string[])
    .filter((name) => input[name] === undefined)
    .map((name) => ({ type: "required", field: "input", description: `${name} is required` }));
  const wrong = Object.entries(input).flatMap(([name, value]): InvalidField[] => {
    const property = properties[name];
    if (!property) {
      const description = `Additional property ${name} is not allowed`;
      return [{ type: "additional_property_not_allowed", field: "input", description }];
    }
    const fault = faultOf(resolve(model, property), value);
    return fault ? [{ ...fault, field: `input.${name}` }] : [];
  });
  return [...missing, ...wrong];
}

/** The input with the model's defaults filled in. */
export function withDefaults(model: Model, input: Record<string, unknown>): Record<string, unknown> {
  const properties = (model.schemas.Input?.properties ?? {}) as Record<string, Schema>;
  const defaults = Object.entries(properties).filter(([, one]) => one.default !== undefined && one.default !== null);
  return { ...Object.fromEntries(defaults.map(([name, one]) => [name, one.default])), ...input };
}

const version = (model: Model) => ({
  id: model.version ?? "hidden",
  created_at: model.created_at ?? "2025-09-09T00:00:00.000Z",
  cog_version: "0.9.0",
  openapi_schema: {
    openapi: "3.0.2",
    info: { title: "Cog", version: "0.1.0" },
    paths: {},
    components: { schemas: model.schemas },
  },
});

/** The model as `GET /v1/models/{owner}/{name}` shows it. */
export const modelView = (model: Model) => ({
  url: `https://replicate.com/${fullName(model)}`,
  owner: model.owner,
  name: model.name,
  description: model.description,
  visibility: "public",
  is_official: isOfficial(model),
  run_count: 0,
  cover_image_url: null,
  default_example: null,
  github_url: null,
  license_url: null,
  paper_url: null,
  latest_version: version(model),
});

/** The version as `GET .../versions/{id}` shows it. */
export const versionView = version;
