import { env } from "@/lib/env";
import { provideWorld } from "@/lib/http/world";
import { openWorld } from "@/lib/start/world";
import { listen } from "@/tests/generation/listen";

/** The route files in a process of its own, so that it can be killed. */
provideWorld(openWorld(env(), "web"));
await listen(env().PORT);
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
