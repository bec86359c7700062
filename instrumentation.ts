/** Next calls this once a server process, before the first request; it builds what route handlers and pages need. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { startWeb } = await import("@/lib/start/web-world");
  await startWeb();
}
