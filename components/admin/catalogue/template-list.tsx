"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Picture } from "@/components/ui/picture";
import {
  type AdminCategoryView,
  type AdminTemplateView,
  orderTemplatesEndpoint,
  updateTemplateEndpoint,
} from "@/lib/domain/catalog/admin-contract";
import { call } from "@/lib/http/call";
import { useAttempt } from "../use-attempt";
import { ItemButtons } from "./item-buttons";
import { TemplateDialog } from "./template-dialog";

type Props = { items: AdminTemplateView[]; categories: AdminCategoryView[]; categoryId: string };

/** The templates of one category in their order. */
export function TemplateList({ items, categories, categoryId }: Props) {
  const router = useRouter();
  const { problem, attempt } = useAttempt();
  const [editing, setEditing] = useState<AdminTemplateView | "new">();
  const run = (work: () => Promise<unknown>) => void attempt(work).then(() => router.refresh());
  const move = (at: number, by: 1 | -1) => {
    const ids = items.map(({ id }) => id);
    [ids[at], ids[at + by]] = [ids[at + by]!, ids[at]!];
    run(() => call(orderTemplatesEndpoint, { body: { ids } }));
  };
  return (
    <div className="flex flex-col gap-3">
      <Button size="compact" className="self-start" onClick={() => setEditing("new")}>
        Add a template
      </Button>
      {problem ? (
        <Notice tone="bad" role="alert">
          {problem.message}
        </Notice>
      ) : null}
      <ol className="divide-y divide-line border-y border-line">
        {items.map((one, at) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
            <span className="size-14 shrink-0 overflow-hidden rounded-picture bg-sunken">
              {one.hasPicture ? (
                <Picture
                  src={one.imageUrl}
                  width={one.imageWidth}
                  height={one.imageHeight}
                  alt=""
                  placeholder={one.placeholder}
                  fit="cover"
                  className="size-14"
                />
              ) : null}
            </span>
            <span className="min-w-0 flex-1 basis-56">
              <span className="block font-strong" dir="auto">
                {one.title}
              </span>
              <span className="line-clamp-2 text-ink-2 type-small" dir="auto">
                {one.prompt}
              </span>
            </span>
            {one.isActive ? null : <Badge>{one.hasPicture ? "Not shown" : "No picture yet"}</Badge>}
            <ItemButtons
              title={one.title}
              isActive={one.isActive}
              isFirst={at === 0}
              isLast={at === items.length - 1}
              onMove={(by) => move(at, by)}
              onChange={() => setEditing(one)}
              onToggle={() =>
                run(() => call(updateTemplateEndpoint, { params: { id: one.id }, body: { isActive: !one.isActive } }))
              }
            />
          </li>
        ))}
      </ol>
      {editing ? (
        <TemplateDialog
          template={editing === "new" ? undefined : editing}
          {...{ categories, categoryId }}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </div>
  );
}
