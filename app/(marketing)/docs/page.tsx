import type { Metadata } from "next";
import { type ApiDocument, byTag } from "@/components/docs/document";
import { Guide } from "@/components/docs/guide";
import { ErrorTable, Reference, tagId } from "@/components/docs/reference";
import { SiteFooter } from "@/components/landing/site-footer";
import { TextAnchor } from "@/components/ui/text-link";
import { ENDPOINTS } from "@/lib/domain/docs/endpoints";
import { openApiDocument } from "@/lib/http/openapi";
import { pageCtx } from "@/lib/http/page-ctx";

export const metadata: Metadata = { title: "API" };

const PARTS = [
  { id: "auth", name: "Sign in" },
  { id: "picture", name: "Ask for a picture" },
  { id: "idempotency", name: "Pay once" },
  { id: "pages", name: "Lists, times, credits" },
  { id: "errors", name: "Errors" },
];

export default async function DocsPage() {
  const { env } = await pageCtx();
  const document = openApiDocument(ENDPOINTS) as ApiDocument;
  const contents = [...PARTS, ...byTag(document).map(([tag]) => ({ id: tagId(tag), name: tag }))];
  return (
    <>
      <div className="flex flex-1 flex-col gap-x-12 px-inset pt-6 pb-16 wide:flex-row wide:px-12 wide:pt-10">
        <nav aria-label="On this page" className="mb-6 wide:sticky wide:top-6 wide:mb-0 wide:w-sidebar wide:self-start">
          <ul className="flex flex-wrap gap-x-4 wide:flex-col">
            {contents.map(({ id, name }) => (
              <li key={id}>
                <a href={`#${id}`} className="flex min-h-touch items-center hover:underline wide:min-h-8.5">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <main id="main" tabIndex={-1} className="min-w-0 max-w-3xl flex-1 outline-none">
          <h1 className="type-title">API</h1>
          <p className="mt-2 text-ink-2">
            Everything that the pages do, over HTTP and JSON. The same schemas that check your requests make this page
            and the{" "}
            <TextAnchor variant="plain" href="/api/openapi.json">
              OpenAPI 3.1 document
            </TextAnchor>
            .
          </p>
          <Guide origin={env.APP_URL} />
          <section className="mt-10 flex flex-col gap-3" aria-labelledby="errors">
            <h2 id="errors" className="scroll-mt-6 type-heading">
              Errors
            </h2>
            <p>
              A refusal is an RFC 9457 document, <code>application/problem+json</code>, with a <code>code</code> to
              branch on and a <code>detail</code> to show to people.
            </p>
            <ErrorTable />
          </section>
          <Reference document={document} />
        </main>
      </div>
      <SiteFooter />
    </>
  );
}
