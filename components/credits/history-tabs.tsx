import type { Route } from "next";
import Link from "next/link";
import { classNames } from "@/components/ui/class-names";

const TABS = [
  { key: "movements", href: "/studio/credits", name: "Movements" },
  { key: "orders", href: "/studio/credits/orders", name: "Orders" },
] as const satisfies readonly { key: string; href: Route; name: string }[];

/** The two books of one's credits: what moved, and what was bought. */
export function HistoryTabs({ current }: { current: (typeof TABS)[number]["key"] }) {
  return (
    <nav aria-label="Credit history" className="flex gap-6 border-b border-line">
      {TABS.map(({ key, href, name }) => (
        <Link
          key={key}
          href={href}
          aria-current={key === current ? "page" : undefined}
          className={classNames(
            "-mb-px flex min-h-touch items-center border-b-2",
            key === current ? "border-ink font-strong" : "border-transparent text-ink-2 hover:text-ink",
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
