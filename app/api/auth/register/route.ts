import { registerEndpoint } from "@/lib/domain/identity/contract";
import { register } from "@/lib/domain/identity/register";
import { toAnswer } from "@/lib/domain/identity/signed-in";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(registerEndpoint, { auth: "anybody", rateLimit: null }, async ({ ctx, body, session }) => {
    const signedIn = await register(ctx, body);
    session.set(signedIn);
    return toAnswer(signedIn);
  }),
);
