import type { Route } from "next";

export const profileHref = (handle: string) => `/u/${encodeURIComponent(handle)}` as Route;
