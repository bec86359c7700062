import type { Id } from "@/lib/core/ids";

/** A picture has its generation's id under another prefix, so that delivering it again after a crash writes the same files. */
export const imageIdOf = (generationId: string) => generationId.replace(/^gen_/, "img_") as Id<"image">;
