import Link from "next/link";
import type { ReactNode } from "react";
import { BrandMark } from "@/components/shell/brand";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col px-inset">
      <header className="flex h-bar items-center">
        <Link href="/" className="flex min-h-touch items-center gap-2.5 font-bold">
          <BrandMark />
          Community AI Studio
        </Link>
      </header>
      <main className="flex flex-1 flex-col justify-start pt-6 pb-16 fold:pt-16">{children}</main>
    </div>
  );
}
