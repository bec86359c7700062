import type { Metadata, Route } from "next";
import { AdminPage } from "@/components/admin/admin-page";
import { CategoryList } from "@/components/admin/catalogue/category-list";
import { TemplateList } from "@/components/admin/catalogue/template-list";
import { ChipLink, ChipRow } from "@/components/ui/chip";
import { listAllCategories, listAllTemplates } from "@/lib/domain/catalog/admin-reads";
import { teamPageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "Catalogue" };

export default async function CataloguePage({ searchParams }: PageProps<"/admin/catalogue">) {
  const ctx = await teamPageCtx("admin");
  const [categories, templates] = await Promise.all([listAllCategories(ctx), listAllTemplates(ctx)]);
  const wanted = (await searchParams).category;
  const current = categories.find(({ id }) => id === wanted) ?? categories[0];
  const active = templates.filter(({ isActive }) => isActive).length;
  return (
    <AdminPage title="Catalogue" note={`${active} of ${templates.length} templates are shown`}>
      <CategoryList items={categories} />
      <section aria-labelledby="templates" className="flex flex-col gap-3">
        <h2 id="templates" className="type-heading">
          Templates
        </h2>
        <ChipRow label="Category">
          {categories.map(({ id, title }) => (
            <ChipLink key={id} isOn={id === current?.id} href={`/admin/catalogue?category=${id}` as Route}>
              {title} {templates.filter(({ categoryId }) => categoryId === id).length}
            </ChipLink>
          ))}
        </ChipRow>
        {current ? (
          <TemplateList
            key={current.id}
            items={templates.filter(({ categoryId }) => categoryId === current.id)}
            categories={categories}
            categoryId={current.id}
          />
        ) : null}
      </section>
    </AdminPage>
  );
}
