import type { Metadata, Route } from "next";
import { Grid } from "@/components/creations/grid";
import { Search } from "@/components/creations/search";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button";
import { ChipLink, ChipRow } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { countCreations, listCreations } from "@/lib/domain/creations/reads";
import { TIER_KEYS, TIERS, type Tier } from "@/lib/domain/generation/tiers";
import { signedInPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "My Creations" };

const FIRST_PAGE = 40;
const MAX_QUERY_LENGTH = 200;

function filterUrl(q: string, tier: Tier | undefined): Route {
  const params = new URLSearchParams({ ...(q ? { q } : {}), ...(tier ? { tier } : {}) });
  return (params.size > 0 ? `/studio/my-creations?${params}` : "/studio/my-creations") as Route;
}

export default async function MyCreationsPage({ searchParams }: PageProps<"/studio/my-creations">) {
  const ctx = await signedInPageCtx();
  const query = await searchParams;
  const q = typeof query.q === "string" ? query.q.slice(0, MAX_QUERY_LENGTH) : "";
  const tier = TIER_KEYS.find((key) => key === query.tier);
  const [page, count] = await Promise.all([listCreations(ctx, { q, tier, limit: FIRST_PAGE }), countCreations(ctx)]);
  if (count === 0) return <Empty />;
  return (
    <div className="flex flex-col gap-5 pt-2 pb-12 fold:px-inset fold:pt-7">
      <div className="px-inset fold:px-0">
        <PageHeader
          title="My Creations"
          note={`${count.toLocaleString("en-IN")} ${count === 1 ? "picture" : "pictures"}`}
        >
          <Search q={q} />
        </PageHeader>
      </div>
      <ChipRow label="Size" className="mx-inset fold:-mx-1">
        <ChipLink isOn={!tier} href={filterUrl(q, undefined)}>
          Any size
        </ChipLink>
        {TIER_KEYS.map((key) => (
          <ChipLink key={key} isOn={key === tier} href={filterUrl(q, key)}>
            {TIERS[key].name}
          </ChipLink>
        ))}
      </ChipRow>
      {page.items.length > 0 ? (
        <Grid
          // The newest picture is part of the key: after a delete or a new one the pages start anew.
          key={`${q} ${tier} ${page.items[0]?.id} ${count}`}
          first={page.items}
          nextCursor={page.nextCursor}
          q={q || undefined}
          tier={tier}
          nowMs={Date.now()}
        />
      ) : (
        <EmptyState
          emoji="🔍"
          title="Nothing found"
          className="py-16"
          action={<ButtonLink href="/studio/my-creations">Show all</ButtonLink>}
        >
          No picture of yours has these words and this size.
        </EmptyState>
      )}
    </div>
  );
}

function Empty() {
  return (
    <div className="flex flex-1 flex-col gap-5 px-inset pt-2 pb-12 fold:pt-7">
      <PageHeader title="My Creations" />
      <EmptyState
        emoji="🖼️"
        title="Your pictures will hang here"
        className="flex-1"
        action={
          <ButtonLink variant="primary" href="/studio">
            Make your first picture
          </ButtonLink>
        }
      >
        Everything you make is kept, with the words and settings it was made with.
      </EmptyState>
    </div>
  );
}
