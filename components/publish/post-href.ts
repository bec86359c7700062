import type { Route } from "next";

/** A post's own page. */
export const postHref = (postId: string) => `/studio/community/${postId}` as Route;
