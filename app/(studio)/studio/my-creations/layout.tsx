import type { ReactNode } from "react";
import { ListsProvider } from "@/components/creations/lists";

/** What was read of My Creations is kept while one moves between the grid and its pictures. */
export default function MyCreationsLayout({ children }: { children: ReactNode }) {
  return <ListsProvider>{children}</ListsProvider>;
}
