import { loginEndpoint } from "@/lib/domain/identity/contract";
import { signIn } from "@/lib/domain/identity/sign-in";
import { toAnswer } from "@/lib/domain/identity/signed-in";
import { handle } from "@/lib/http/handle";
import { route } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  handle(loginEndpoint, { auth: "anybody", rateLimit: null }, async ({ ctx, body, session }) => {
    const signedIn = await signIn(ctx, body);
    session.set(signedIn);
    return toAnswer(signedIn);
  }),
);
