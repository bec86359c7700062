import type { Metadata } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { KeyList } from "@/components/admin/providers/key-list";
import { RouteForm } from "@/components/admin/providers/route-form";
import { Badge } from "@/components/ui/badge";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { clockTime } from "@/lib/core/ist-time";
import { formatPaise } from "@/lib/core/money";
import type { ModelView } from "@/lib/domain/provider-keys/contract";
import { readProviders } from "@/lib/domain/provider-keys/reads";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Providers" };

export default async function ProvidersPage() {
  const ctx = await teamPageCtx("admin");
  const { keys, canStore, routes, models, sandboxed } = await readProviders(ctx);
  return (
    <AdminPage
      title="Providers"
      note={sandboxed.length > 0 ? `Simulated: ${sandboxed.join(", ")}` : "All of them real"}
    >
      <section aria-labelledby="health" className="flex flex-col gap-3">
        <h2 id="health" className="type-heading">
          Models, last 24 hours
        </h2>
        <Models models={models} />
      </section>
      <section aria-labelledby="routes" className="flex flex-col gap-3">
        <h2 id="routes" className="type-heading">
          Who makes the pictures
        </h2>
        <p className="max-w-reading text-ink-2">
          The first model that is used, within the limit, and whose circuit is closed. The next one is asked only where
          it is certain that the one before made nothing. The costs are yours to keep true: the service does not tell
          them.
        </p>
        <RouteForm key={JSON.stringify(routes)} routes={routes} />
      </section>
      <section aria-labelledby="keys" className="flex flex-col gap-3">
        <h2 id="keys" className="type-heading">
          Keys
        </h2>
        {canStore ? null : (
          <Notice tone="wash">PROVIDER_KEYS_SECRET is not set, so keys come from the environment only.</Notice>
        )}
        <KeyList keys={keys} canStore={canStore} />
      </section>
    </AdminPage>
  );
}

const share = ({ made, failed }: ModelView) =>
  made + failed === 0 ? "none" : `${Math.round((1000 * failed) / (made + failed)) / 10} %`;

function Models({ models }: { models: ModelView[] }) {
  return (
    <Table isWide caption="How each model did">
      <thead>
        <tr>
          <Th>Model</Th>
          <Th isFigure>Made</Th>
          <Th isFigure>Failed</Th>
          <Th isFigure>Half are done in</Th>
          <Th isFigure>Cost a picture</Th>
          <Th>Circuit</Th>
        </tr>
      </thead>
      <tbody>
        {models.map((one) => (
          <Tr key={one.model}>
            <Td className="font-strong">{one.name}</Td>
            <Td isFigure>{one.made}</Td>
            <Td isFigure>{share(one)}</Td>
            <Td isFigure>{one.medianMs === undefined ? "" : `${(one.medianMs / 1000).toFixed(1)} s`}</Td>
            <Td isFigure>{one.costPaise === undefined ? "" : formatPaise(one.costPaise)}</Td>
            <Td>
              {one.openUntil ? (
                <Badge tone="bad">
                  Open until {clockTime(one.openUntil)}, {one.openWorkers} workers
                </Badge>
              ) : (
                <Badge tone="good">Closed</Badge>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
