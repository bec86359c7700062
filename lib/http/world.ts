import type { World } from "@/lib/db/ctx";

/**
 * Where `lib/start` leaves the built World for route handlers. Next bundles instrumentation and routes apart, so a module
 * variable would exist twice; the process-wide symbol exists once.
 */
const KEY = Symbol.for("community-ai-studio.world");
type Holder = { [KEY]?: World };

export function provideWorld(world: World): void {
  (globalThis as Holder)[KEY] = world;
}

export function world(): World {
  const found = (globalThis as Holder)[KEY];
  if (!found) throw new Error("The server has not started yet: instrumentation.ts builds what handlers need.");
  return found;
}
