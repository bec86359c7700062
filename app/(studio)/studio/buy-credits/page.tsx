import type { Metadata, Route } from "next";
import { BuyCredits } from "@/components/credits/buy-credits";
import { packageAtFirst } from "@/components/credits/packages";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { formatCredits } from "@/lib/core/credits";
import { returnPath } from "@/lib/core/return-path";
import { readMe } from "@/lib/domain/identity/reads";
import { listOrders, listPackages } from "@/lib/domain/payments/reads";
import { readPrices } from "@/lib/domain/settings/reads";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Buy Credits" };

const ORDERS_LOOKED_AT = 5;

type Query = string | string[] | undefined;
const textOf = (value: Query) => (typeof value === "string" ? value : undefined);

/** Credits that are missing, from the address; undefined for anything that is not a positive number. */
function needOf(value: Query): number | undefined {
  const need = Number(textOf(value));
  return need > 0 && Number.isFinite(need) ? need : undefined;
}

export default async function BuyCreditsPage({ searchParams }: PageProps<"/studio/buy-credits">) {
  const ctx = await signedInPageCtx();
  const query = await searchParams;
  const [packages, prices, me, orders] = await Promise.all([
    listPackages(ctx),
    readPrices(ctx),
    readMe(ctx),
    listOrders(ctx, { limit: ORDERS_LOOKED_AT }),
  ]);
  const chosen = packageAtFirst(packages, { packageId: textOf(query.package), needCredits: needOf(query.need) });
  const paid = orders.items.find(({ status, timeline }) => status === "created" && timeline.at(-1)?.event === "paid");
  return (
    <div className="flex w-full max-w-6xl flex-col gap-4 px-inset pt-2 pb-52 fold:pt-7 wide:gap-6 wide:pb-12">
      <div>
        <PageHeader title="Buy Credits">
          <span className="hidden wide:block">
            <TextLink href="/studio/credits/orders">Your orders</TextLink>
          </span>
        </PageHeader>
        <p className="hidden text-ink-2 fold:block">
          A Standard picture takes {formatCredits(prices.standard)}. Pick a package, pay, go on creating.
        </p>
      </div>
      {chosen ? (
        <BuyCredits
          packages={packages}
          chosenId={chosen.id}
          prices={prices}
          buyer={{ id: me.id, name: me.name, email: me.email, isVerified: me.emailVerified }}
          isOpen={ctx.ports.payments !== undefined}
          isTest={ctx.env.sandboxed.payments}
          paidOrderId={paid?.orderId}
          backTo={returnPath(query.next) as Route}
        />
      ) : (
        <EmptyState emoji="🪙" title="Nothing is sold at the moment" className="py-16">
          Your credits and pictures stay as they are.
        </EmptyState>
      )}
    </div>
  );
}
