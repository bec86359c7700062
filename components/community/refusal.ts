import { notify } from "@/components/ui/toaster";
import { CallError } from "@/lib/http/call";

/** Where one signs in and comes back from to this very page. */
export const signInAddress = () => `/login?next=${encodeURIComponent(location.pathname + location.search)}`;

/** Says why something did not happen. Whoever has no account is offered the way in; a fault of ours is thrown on. */
export function tellRefusal(error: unknown, whatFailed: string): void {
  if (!(error instanceof CallError)) throw error;
  if (error.code === "unauthorized")
    notify({
      id: "sign-in",
      message: `${whatFailed} Sign in first.`,
      action: { label: "Sign in", onAction: () => location.assign(signInAddress()) },
    });
  else notify({ message: `${whatFailed} ${error.message}` });
}
