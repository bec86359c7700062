import catalogue from "../data/replicate-models.json" with { type: "json" };
import { isRecord } from "../exchange";

type Schema = { [key: string]: unknown };
export type Model = {
  owner: string;
  name: string;
  description: string;
  version: string | null;
  schemas: { [name: string]: Schema };
  example?: Schema;
};

const MODELS = (catalogue as unknown as Model[]).map((model) => model);

export const fullName = (model: Model) => `${model.owner}/${model.name}`;
export const findModel = (name: string): Model | undefined => MODELS.find((model) => fullName(model) === name);
/** `version` of a create: 64 hex digits, `owner/name:id`, or `owner/name` for official models. */
export function findVersion(version: string): Model | undefined {
  const [name = "", id] = version.split(":");
  if (id) return MODELS.find((model) => fullName(model) === name && model.version === id);
  return MODELS.find((model) => model.version === version) ?? findModel(version);
}

/** Whether output is one address or a list. */
export const isList = (model: Model): boolean => model.schemas.Output?.type === "array";

/** A property with its `allOf: [{ $ref }]` resolved within the model's own schemas. */
function resolve(model: Model, property: Schema): Schema {
  const refs = [...(Array.isArray(property.allOf) ? property.allOf : []), property].filter(isRecord);
  const name = refs
    .map((one) => one.$ref)
    .find((ref): ref is string => typeof ref === "string")
    ?.split("/")
    .at(-1);
  return name ? { ...model.schemas[name], ...property } : property;
}

export type InvalidField = { type: string; field: string; description: string };
const TYPES: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === "string",
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  array: Array.isArray,
};

function faultOf(schema: Schema, value: unknown): Omit<InvalidField, "field"> | undefined {
  const type = typeof schema.type === "string" ? schema.type : undefined;
  if (type && TYPES[type] && !TYPES[type](value))
    return {
      type: "invalid_type",
      description: `Invalid type. Expected: ${type}, given: ${value === null ? "null" : typeof value}`,
    };
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    return {
      type: "enum",
      description: `must be one of the following: ${schema.enum.map((one) => JSON.stringify(one)).join(", ")}`,
    };
  }
  if (typeof value === "number" && typeof schema.minimum === "number" && value < schema.minimum)
    return { type: "number_gte", description: `Must be greater than or equal to ${schema.minimum}` };
  if (typeof value === "number" && typeof schema.maximum === "number" && value > schema.maximum)
    return { type: "number_lte", description: `Must be less than or equal to ${schema.maximum}` };
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
    if (!property)
      return [
        {
          type: "additional_property_not_allowed",
          field: "input",
          description: `Additional property ${name} is not allowed`,
        },
      ];
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
