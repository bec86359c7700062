import { notFound } from "next/navigation";
import { cache } from "react";
import { AppError } from "@/lib/core/errors";
import { readProfile } from "@/lib/domain/profiles/reads";
import { pageCtx } from "@/lib/http/page-ctx";

/** Once a request: the page and its metadata ask for the same person. */
export const readOne = cache(async (handle: string) => {
  const ctx = await pageCtx();
  try {
    return await readProfile(ctx, handle);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});
