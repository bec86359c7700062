import type { Metadata, Route } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { Desk } from "@/components/admin/moderation/desk";
import { clockOf, QUEUE_WORDS } from "@/components/admin/moderation/words";
import { ChipLink, ChipRow } from "@/components/ui/chip";
import { QUEUES } from "@/lib/domain/review/contract";
import { listQueue } from "@/lib/domain/review/queue";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Moderation" };

const PAGE = 100;

export default async function ModerationPage({ searchParams }: PageProps<"/admin/moderation">) {
  const ctx = await teamPageCtx("moderator");
  const wanted = (await searchParams).queue;
  const queue = QUEUES.find((one) => one === wanted);
  const first = await listQueue(ctx, { limit: PAGE, ...(queue ? { queue } : {}) });
  const nowMs = Date.now();
  const total = QUEUES.reduce((sum, one) => sum + (first.counts[one] ?? 0), 0);
  const clock = first.firstDueAt ? clockOf(first.firstDueAt, nowMs).text : undefined;
  return (
    <AdminPage title="Moderation" note={total > 0 ? `${total} open, ${clock}` : "All done"}>
      <ChipRow label="Queue">
        <ChipLink isOn={!queue} href={"/admin/moderation" as Route}>
          All {total}
        </ChipLink>
        {QUEUES.map((one) => (
          <ChipLink key={one} isOn={one === queue} href={`/admin/moderation?queue=${one}` as Route}>
            {QUEUE_WORDS[one]} {first.counts[one] ?? 0}
          </ChipLink>
        ))}
      </ChipRow>
      <Desk key={queue ?? "all"} first={first} nowMs={nowMs} {...(queue ? { queue } : {})} />
    </AdminPage>
  );
}
