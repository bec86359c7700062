import { type Attributes, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

/**
 * Runs `work` as a span of the trace under way; where no tracing is set up (lib/start/tracing.ts) it only runs it. A failure is marked by its name alone:
 * what it says stays in the log. Attributes hold ids and codes, never what people wrote.
 */
export function withSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  const tracer = trace.getTracer("community-ai-studio");
  return tracer.startActiveSpan(name, { kind: SpanKind.INTERNAL, attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : typeof error });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Hangs our own id on the request's span, so that a line of the log leads to its trace. */
export const noteRequest = (requestId: string): void =>
  void trace.getActiveSpan()?.setAttribute("studio.request_id", requestId);

/** The trace under way, for lines of the log; empty where there is none. */
export function traceFields(): { traceId?: string } {
  const span = trace.getActiveSpan();
  return span ? { traceId: span.spanContext().traceId } : {};
}
