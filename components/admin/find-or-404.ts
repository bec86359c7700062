import { notFound } from "next/navigation";
import { AppError } from "@/lib/core/errors";

/** What a page is about; where there is none, the page is not there either. */
export async function findOr404<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
