import { Ajv2020 } from "ajv/dist/2020.js";
import { STATUS } from "@/lib/core/errors";

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document as it is written.
type Operation = Record<string, any>;

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const validators = new Map<object, ReturnType<typeof ajv.compile>>();
const LEAKS = [
  [/\n\s+at .+[:(]/, "a stack"],
  [/\b(SELECT|INSERT INTO|UPDATE "?\w+"? SET|DELETE FROM)\b/, "SQL"],
  [/violates|syntax error at|prisma|ECONN|postgres(ql)?:\/\//i, "the database's words"],
  [/node_modules|\/lib\/domain\/|file:\/\//, "a path"],
] as const;

/** What is wrong with an answer; undefined when all is well. `sent`: hostile texts that an answer may repeat to who sent them. */
export function wrongWith(
  operation: Operation,
  { status, type, text }: { status: number; type: string; text: string },
): string | undefined {
  if (!operation.responses[status] && status !== 405) return `status ${status} is not documented`;
  if (status === 500) return "500";
  if (status >= 400) {
    const problem = type.startsWith("application/problem+json") ? JSON.parse(text) : {};
    if (STATUS[problem.code as keyof typeof STATUS] !== status || problem.status !== status || !problem.requestId)
      return `no problem document: ${text.slice(0, 200)}`;
    for (const [pattern, what] of LEAKS) if (pattern.test(text)) return `${what}: ${text.slice(0, 300)}`;
    return undefined;
  }
  const schema = operation.responses[status]?.content?.["application/json"]?.schema;
  if (!schema || !type.startsWith("application/json")) return undefined;
  let validate = validators.get(schema);
  if (!validate) {
    validate = ajv.compile(schema);
    validators.set(schema, validate);
  }
  return validate(JSON.parse(text)) ? undefined : `not its schema: ${ajv.errorsText(validate.errors)}`;
}
