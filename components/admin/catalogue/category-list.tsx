"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Emoji } from "@/components/ui/emoji";
import { Input } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { RadioCards } from "@/components/ui/radio-cards";
import {
  type AdminCategoryView,
  CATEGORY_EMOJI,
  createCategoryEndpoint,
  orderCategoriesEndpoint,
  updateCategoryEndpoint,
} from "@/lib/domain/catalog/admin-contract";
import { call } from "@/lib/http/call";
import { useAttempt } from "../use-attempt";
import { ItemButtons } from "./item-buttons";

/** Categories in their order: change, move, take out of sight and back. */
export function CategoryList({ items }: { items: AdminCategoryView[] }) {
  const router = useRouter();
  const { problem, attempt } = useAttempt();
  const [editing, setEditing] = useState<AdminCategoryView | "new">();
  const run = (work: () => Promise<unknown>) => void attempt(work).then(() => router.refresh());
  const move = (at: number, by: 1 | -1) => {
    const ids = items.map(({ id }) => id);
    [ids[at], ids[at + by]] = [ids[at + by]!, ids[at]!];
    run(() => call(orderCategoriesEndpoint, { body: { ids } }));
  };
  return (
    <section aria-labelledby="categories" className="flex flex-col gap-3">
      <div className="flex items-center justify-between gap-4">
        <h2 id="categories" className="type-heading">
          Categories
        </h2>
        <Button size="compact" onClick={() => setEditing("new")}>
          Add a category
        </Button>
      </div>
      {problem ? (
        <Notice tone="bad" role="alert">
          {problem.message}
        </Notice>
      ) : null}
      <ol className="divide-y divide-line border-y border-line">
        {items.map((one, at) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
            <Emoji of={one.emoji} />
            <span className="min-w-0 flex-1 basis-40">
              <span className="font-strong">{one.title}</span>{" "}
              <span className="text-ink-2 type-small">
                {one.id}, {one.templates} templates, {one.posts} posts
              </span>
            </span>
            {one.isActive ? null : <Badge>Not shown</Badge>}
            <ItemButtons
              title={one.title}
              isActive={one.isActive}
              isFirst={at === 0}
              isLast={at === items.length - 1}
              onMove={(by) => move(at, by)}
              onChange={() => setEditing(one)}
              onToggle={() =>
                run(() => call(updateCategoryEndpoint, { params: { id: one.id }, body: { isActive: !one.isActive } }))
              }
            />
          </li>
        ))}
      </ol>
      {editing ? (
        <CategoryDialog category={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />
      ) : null}
    </section>
  );
}

function CategoryDialog({ category, onClose }: { category: AdminCategoryView | undefined; onClose: () => void }) {
  const router = useRouter();
  const [id, setId] = useState("");
  const [title, setTitle] = useState(category?.title ?? "");
  const [emoji, setEmoji] = useState<string>(category?.emoji.replace(/\ufe0f/g, "") ?? CATEGORY_EMOJI[0]!);
  const send = async () => {
    if (category) await call(updateCategoryEndpoint, { params: { id: category.id }, body: { title, emoji } });
    else await call(createCategoryEndpoint, { body: { id, title, emoji } });
    router.refresh();
  };
  return (
    <FormDialog
      title={category ? `Change ${category.title}` : "Add a category"}
      verb="Save"
      send={send}
      onClose={onClose}
    >
      {(problem) => (
        <>
          {category ? null : (
            <Input
              label="Short name"
              help="In addresses; it can’t be changed later."
              value={id}
              onChange={({ target }) => setId(target.value)}
              error={problem?.fieldError("id")}
            />
          )}
          <Input
            label="Title"
            value={title}
            onChange={({ target }) => setTitle(target.value)}
            error={problem?.fieldError("title")}
          />
          <RadioCards
            legend="Emoji"
            variant="tile"
            className="grid grid-cols-8 gap-1"
            value={emoji}
            onChange={setEmoji}
            options={CATEGORY_EMOJI.map((one) => ({ value: one, content: <Emoji of={one} />, label: one }))}
          />
        </>
      )}
    </FormDialog>
  );
}
