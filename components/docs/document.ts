/** The part of an OpenAPI 3.1 document that the reference draws. */
export type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
};
type Content = Record<string, { schema?: Schema }>;
export type Parameter = { name: string; in: string; required?: boolean; schema?: Schema };
export type Operation = {
  summary: string;
  tags: string[];
  operationId: string;
  parameters: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content?: Content }>;
};
export type ApiDocument = { paths: Record<string, Record<string, Operation>> };

export type Entry = { method: string; path: string; operation: Operation };
export type Field = { name: string; type: string; note: string; isRequired: boolean };

/** Operations by tag, in the order of the document. */
export function byTag(document: ApiDocument): [tag: string, entries: Entry[]][] {
  const tags = new Map<string, Entry[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags[0] ?? "Other";
      tags.set(tag, [...(tags.get(tag) ?? []), { method: method.toUpperCase(), path, operation }]);
    }
  }
  return [...tags];
}

function typeOf(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" or ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const type = Array.isArray(schema.type) ? schema.type.join(" or ") : (schema.type ?? "any");
  if (type === "array") return `list of ${schema.items ? typeOf(schema.items) : "any"}`;
  return schema.format === "date-time" ? "time" : type;
}

/** Lengths are left out: they cap raw input; what counts is said by the refusal, in characters. */
function noteOf({ default: fallback, minimum, maximum, description }: Schema): string {
  const isTold = (limit: number | undefined) => limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER;
  return [
    description,
    isTold(minimum) && `from ${minimum}`,
    isTold(maximum) && `up to ${maximum?.toLocaleString("en-IN")}`,
    fallback !== undefined && `default ${JSON.stringify(fallback)}`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Members of an object and of the objects in it, as rows with dotted names. */
export function fieldsOf(schema: Schema | undefined, prefix = ""): Field[] {
  const object = schema?.type === "array" ? schema.items : schema;
  return Object.entries(object?.properties ?? {}).flatMap(([name, member]) => {
    const full = `${prefix}${name}`;
    const row = {
      name: full,
      type: typeOf(member),
      note: noteOf(member),
      isRequired: object?.required?.includes(name) ?? false,
    };
    const isList = member.type === "array";
    return [row, ...fieldsOf(member, isList ? `${full}[].` : `${full}.`)];
  });
}

export const schemaIn = (content: Content | undefined): Schema | undefined => Object.values(content ?? {})[0]?.schema;
