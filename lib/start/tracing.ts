import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-node";
import { Client } from "pg";
import type { Ports } from "@/lib/db/ctx";
import type { Env } from "@/lib/env";

/** Tracing is on where a collector is named; everything else about it is OpenTelemetry's own variables, read by its SDK. */
const isOn = (env: Env) => env.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined;

/** First word and table of a statement: values travel apart, but a name must not be as long as the text. */
const nameOf = (text: string) =>
  /^\s*(\w+)(?:.*?\b(?:FROM|INTO|UPDATE)\s+"?([\w.]+))?/is.exec(text)?.slice(1).join(" ").trim();

type Answered = (error: Error | null, ...rest: unknown[]) => unknown;

/** Every statement of every connection as a span with its text and without its values. */
function traceStatements(): void {
  const plain = Client.prototype.query as (this: Client, ...args: unknown[]) => unknown;
  const tracer = trace.getTracer("community-ai-studio");
  Client.prototype.query = function query(this: Client, ...args: unknown[]) {
    const [first] = args;
    const text = typeof first === "string" ? first : (first as { text?: unknown } | undefined)?.text;
    if (typeof text !== "string") return plain.apply(this, args);
    const span = tracer.startSpan(nameOf(text) || "statement", {
      kind: SpanKind.CLIENT,
      attributes: { "db.system.name": "postgresql", "db.query.text": text.slice(0, 2_000) },
    });
    const end = (error?: Error | null) => {
      const code = (error as { code?: string } | null | undefined)?.code;
      if (error) span.setStatus({ code: SpanStatusCode.ERROR, message: code ?? error.name });
      span.end();
    };
    const answered = args.at(-1);
    if (typeof answered === "function") {
      const noting: Answered = (error, ...rest) => {
        end(error);
        return (answered as Answered)(error, ...rest);
      };
      return plain.apply(this, [...args.slice(0, -1), noting]);
    }
    const result = plain.apply(this, args);
    if (result instanceof Promise) result.then(() => end(), end);
    // A stream of rows ends where its reader says so.
    else span.end();
    return result;
  } as typeof Client.prototype.query;
}

/** A span around what answers later. What answers at once, such as a signature's check, is no call of a service: its span is never sent. */
function spanOf<T>(name: string, call: () => T): T {
  const span = trace.getTracer("community-ai-studio").startSpan(name, { kind: SpanKind.CLIENT });
  const result = context.with(trace.setSpan(context.active(), span), call);
  if (!(result instanceof Promise)) return result;
  const fail = (error: { kind?: unknown; name?: unknown }) => {
    span.setStatus({ code: SpanStatusCode.ERROR, message: String(error.kind ?? error.name) });
    span.end();
  };
  result.then(() => span.end(), fail);
  return result;
}

/** Calls of the services as spans: `images.create`, `payments.fetchOrder`. */
export function tracePorts<Given extends Partial<Ports>>(env: Env, ports: Given): Given {
  if (!isOn(env)) return ports;
  const traced = Object.entries(ports).map(([name, port]) => [
    name,
    new Proxy(port as object, {
      get(target, key, receiver) {
        const value = Reflect.get(target, key, receiver);
        if (typeof value !== "function" || typeof key !== "string") return value;
        return (...args: unknown[]) => spanOf(`${name}.${key}`, () => value.apply(target, args));
      },
    }),
  ]);
  return Object.fromEntries(traced) as Given;
}

/** Addresses without what follows the question mark: links of mails and of files carry their token there. */
const withoutQuery = (text: string) => text.replace(/\?\S*/g, "");

/** What Next puts on its spans holds whole addresses. */
function cleaned(span: ReadableSpan): ReadableSpan {
  const attributes = Object.entries(span.attributes).map(([name, value]) => [
    name,
    typeof value === "string" && name !== "db.query.text" ? withoutQuery(value) : value,
  ]);
  return Object.create(span, {
    name: { value: withoutQuery(span.name) },
    attributes: { value: Object.fromEntries(attributes) },
  });
}

/**
 * Sends traces of this process to a collector by OTLP over HTTP, where OTEL_EXPORTER_OTLP_ENDPOINT names one: requests as Next tells of them, statements, jobs,
 * calls of services. Call it before anything is connected. Resolves to what sends the rest at the end.
 */
export async function startTracing(env: Env, process: "web" | "worker"): Promise<() => Promise<void>> {
  if (!isOn(env)) return async () => {};
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import("@opentelemetry/sdk-trace-node"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
    ]);
  const collector = new OTLPTraceExporter();
  const exporter: SpanExporter = {
    export: (spans, done) => collector.export(spans.map(cleaned), done),
    forceFlush: () => collector.forceFlush(),
    shutdown: () => collector.shutdown(),
  };
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      "service.name": env.OTEL_SERVICE_NAME,
      "service.instance.id": `${process}-${globalThis.process.pid}`,
      "studio.process": process,
    }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  traceStatements();
  return () => provider.shutdown();
}
