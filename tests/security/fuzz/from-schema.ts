import fc from "fast-check";

// biome-ignore lint/suspicious/noExplicitAny: JSON schema is a tree of anything; what is not known here is made of anything, too.
type Schema = Record<string, any>;

const HOSTILE = [
  ...[
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\u202e",
    '\'; DROP TABLE "user"; --',
    "%00",
    "../../etc/passwd",
    "$" + "{7*7}",
  ],
  ...["<script>alert(1)</script>", "a".repeat(5_000), "😀".repeat(300), "null", "-1", "1e309", "NaN", "\r\nX-Evil: 1"],
];

const text = ({ minLength = 0, maxLength = 40, format, pattern }: Schema): fc.Arbitrary<string> => {
  if (format === "email") return fc.emailAddress();
  if (format === "date-time") return fc.date({ noInvalidDate: true }).map((at) => at.toISOString());
  if (format === "date") return fc.date({ noInvalidDate: true }).map((at) => at.toISOString().slice(0, 10));
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  return fc.string({
    minLength,
    maxLength: Math.max(minLength, Math.min(maxLength, minLength + 60)),
    unit: "grapheme",
  });
};

function object({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    Object.entries<Schema>(properties).map(([name, member]) => [name, allowed(member)]),
  );
  return fc.record(members, { requiredKeys: required as never[] });
}

/** Values that the schema allows, as far as it says. */
export function allowed(schema: Schema = {}): fc.Arbitrary<unknown> {
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices: Schema[] | undefined = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((one) => allowed(one)));
  if (schema.allOf) return allowed(Object.assign({}, ...schema.allOf));
  const { minimum = -1_000, maximum = 1_000 } = schema;
  switch (schema.type) {
    case "string":
      return text(schema);
    case "integer":
      return fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(Math.max(maximum, minimum), 2 ** 31 - 1) });
    case "number":
      return fc.double({ min: minimum, max: Math.max(maximum, minimum), noNaN: true });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(allowed(schema.items), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case "object":
      return object(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** Values of any other kind: wrong types, hostile texts, numbers past every limit, nests. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 0.5, 1e300, -(2 ** 53), [], {}, [[[[[[]]]]]], { toString: 1 }),
  fc.constantFrom(...HOSTILE),
  fc.jsonValue({ maxDepth: 3 }),
);

/** What the schema allows, with a member or two replaced, left out or added; or something else altogether. */
export function misfit(schema: Schema = {}): fc.Arbitrary<unknown> {
  const names = Object.keys(schema.properties ?? {});
  if (names.length === 0) return anything;
  const bent = fc
    .tuple(allowed(schema), fc.constantFrom(...names), anything, fc.constantFrom("replace", "leave out", "add"))
    .map(([value, name, other, how]) => {
      const bend = { ...(value as Record<string, unknown>) };
      if (how === "leave out") delete bend[name];
      else bend[how === "add" ? `${name}_` : name] = other;
      return bend;
    });
  return fc.oneof({ weight: 4, arbitrary: bent }, { weight: 1, arbitrary: anything });
}

/** Texts for paths, queries and headers. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);
