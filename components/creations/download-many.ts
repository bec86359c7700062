import { notify } from "@/components/ui/toaster";
import { zipEndpoint } from "@/lib/domain/creations/contract";
import { balanceEndpoint } from "@/lib/domain/ledger/contract";
import { CallError, call, urlOf } from "@/lib/http/call";

const FRAME = "zip-download";

/** The frame that a download goes to: a file leaves it empty, so what loads in it is a refusal. */
function openFrame(): HTMLIFrameElement {
  document.getElementById(FRAME)?.remove();
  const frame = document.createElement("iframe");
  frame.id = FRAME;
  frame.name = FRAME;
  frame.hidden = true;
  frame.title = "Download";
  document.body.append(frame);
  return frame;
}

/**
 * Downloads pictures as one zip. The browser itself sends the form and streams the answer to its disk, so nothing of it is held in
 * the page.
 */
export async function downloadMany(ids: readonly string[]): Promise<void> {
  try {
    // A form can't renew a session that has run out, as calls do.
    await call(balanceEndpoint);
  } catch (error) {
    return notify({ message: error instanceof CallError ? error.message : "The download could not begin." });
  }
  const frame = openFrame();
  const form = document.createElement("form");
  form.method = "post";
  form.action = urlOf(zipEndpoint);
  form.target = FRAME;
  form.hidden = true;
  for (const id of ids) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "ids";
    field.value = id;
    form.append(field);
  }
  document.body.append(form);
  // Its own empty page may count as loaded first.
  frame.addEventListener("load", () => {
    if (frame.contentDocument?.URL === "about:blank") return;
    notify({ message: "The zip could not be made. Choose the pictures again, or download them one by one." });
  });
  form.submit();
  form.remove();
  notify({ message: `Your zip with ${ids.length} pictures is on its way.` });
}
