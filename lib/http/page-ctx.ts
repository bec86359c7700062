import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { newId } from "@/lib/core/ids";
import type { AdminActor, Ctx, ModeratorActor, Nobody, UserActor } from "@/lib/db/ctx";
import { authenticate } from "@/lib/domain/identity/authenticate";
import { hasRole } from "@/lib/domain/identity/roles";
import { clientAddress } from "./client-address";
import { cookieNames } from "./session-cookies";
import { world } from "./world";

/** Who looks at a page, once a request. `proxy.ts` has refreshed the session before; pages authorise by themselves. */
export const pageCtx = cache(async (): Promise<Ctx<Nobody | UserActor>> => {
  const on = world();
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  const token = jar.get(cookieNames(on.env).access)?.value;
  const actor = (token ? await authenticate(on, token) : undefined) ?? ({ kind: "nobody" } as const);
  return {
    ...on,
    actor,
    requestId: newId("request"),
    ip: clientAddress(sent, on.env.TRUSTED_PROXY_HOPS),
    userAgent: (sent.get("user-agent") ?? "").slice(0, 300),
    // Pages sign nobody in.
    deviceId: "",
  };
});

/** True for a context whose actor is signed in. */
export function isSignedIn(ctx: Ctx<Nobody | UserActor>): ctx is Ctx<UserActor> {
  return ctx.actor.kind === "user";
}

/** The same for pages of the signed-in: anybody else is sent to sign in, and comes back afterwards. */
export async function signedInPageCtx(): Promise<Ctx<UserActor>> {
  const ctx = await pageCtx();
  if (isSignedIn(ctx)) return ctx;
  const path = (await headers()).get("x-page-path") ?? "/studio";
  redirect(`/login?next=${encodeURIComponent(path)}`);
}

type TeamActor = { moderator: ModeratorActor; admin: AdminActor };

/** The same for pages of the team: for everybody else they are not there. */
export async function teamPageCtx<R extends keyof TeamActor>(role: R): Promise<Ctx<TeamActor[R]>> {
  const ctx = await signedInPageCtx();
  if (!ctx.actor.isVerified || !hasRole(ctx.actor, role)) notFound();
  return ctx as Ctx<TeamActor[R]>;
}
