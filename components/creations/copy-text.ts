import { notify } from "@/components/ui/toaster";

/** Puts a text on the clipboard and says so; where the browser refuses, says that. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ message: done, id: "copied" });
  } catch {
    notify({ message: "This browser did not allow copying.", id: "copied" });
  }
}

/** The page of a creation; only its owner can open it. */
export const creationUrl = (imageId: string) => new URL(`/studio/my-creations/${imageId}`, location.href).href;

export const copyPrompt = (prompt: string) => copyText(prompt, "Prompt copied.");
export const copyLink = (imageId: string) => copyText(creationUrl(imageId), "Link copied. Only you can open it.");
