import { Badge } from "@/components/ui/badge";
import { Disclosure } from "@/components/ui/disclosure";
import { STATUS, TITLE } from "@/lib/core/errors";
import { type ApiDocument, byTag, type Entry, type Field, fieldsOf, schemaIn } from "./document";

export const tagId = (tag: string) => `api-${tag.toLowerCase().replace(/\W+/g, "-")}`;

/** Every operation of the document, by tag. */
export function Reference({ document }: { document: ApiDocument }) {
  return byTag(document).map(([tag, entries]) => (
    <section key={tag} className="mt-12" aria-labelledby={tagId(tag)}>
      <h2 id={tagId(tag)} className="mb-3 scroll-mt-6 type-title">
        {tag}
      </h2>
      <div className="border-b border-line">
        {entries.map((entry) => (
          <OperationBlock key={entry.operation.operationId} entry={entry} />
        ))}
      </div>
    </section>
  ));
}

function OperationBlock({ entry }: { entry: Entry }) {
  const { method, path, operation } = entry;
  const [status = "", success] = Object.entries(operation.responses).find(([code]) => code.startsWith("2")) ?? [];
  const refusals = Object.keys(operation.responses).filter((code) => !code.startsWith("2"));
  const parameters = operation.parameters.map(({ name, in: place, required, schema }): Field => {
    const [field] = fieldsOf({ properties: { [name]: schema ?? {} }, required: required ? [name] : [] });
    const note = [`in ${place}`, field?.note].filter(Boolean).join(", ");
    return { name, type: field?.type ?? "string", note, isRequired: required ?? false };
  });
  return (
    <article id={operation.operationId} className="scroll-mt-6 border-t border-line py-4">
      <h3 className="flex flex-wrap items-center gap-2">
        <Badge tone={method === "GET" ? "plain" : "good"}>{method}</Badge>
        <code className="font-strong break-all">{path}</code>
      </h3>
      <p className="mt-1 text-ink-2">{operation.summary}.</p>
      <div className="mt-2">
        <Disclosure title="Request and answer" hint={`Answers ${status}`}>
          <Fields title="Parameters" fields={parameters} isInput />
          <Fields title="Body" fields={fieldsOf(schemaIn(operation.requestBody?.content))} isInput />
          <Fields title={`Answer ${status}`} fields={fieldsOf(schemaIn(success?.content))} />
          {success?.content && !schemaIn(success.content) ? (
            <p className="mt-3">
              Answers <code>{Object.keys(success.content).join(", ")}</code>.
            </p>
          ) : null}
          {success && !success.content ? <p className="mt-3">Answers without a body.</p> : null}
          <p className="mt-3 text-ink-2 type-small">Refusals: {refusals.join(", ")}.</p>
        </Disclosure>
      </div>
    </article>
  );
}

function Fields({ title, fields, isInput }: { title: string; fields: Field[]; isInput?: boolean }) {
  if (fields.length === 0) return null;
  return (
    <div className="mt-3">
      <h4 className="font-strong type-small">{title}</h4>
      <dl className="mt-1 divide-y divide-line border-y border-line">
        {fields.map(({ name, type, note, isRequired }) => (
          <div key={name} className="gap-4 py-2 fold:flex">
            <dt className="shrink-0 fold:w-56">
              <code className="break-all">{name}</code>
              {isRequired && isInput ? <span className="block text-ink-2 type-tiny">required</span> : null}
            </dt>
            <dd className="min-w-0 break-words text-ink-2 type-small">
              {type}
              {note ? `; ${note}` : ""}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Every refusal; a problem's `type` leads to its row. */
export function ErrorTable() {
  return (
    <dl className="divide-y divide-line border-y border-line">
      {(Object.keys(STATUS) as (keyof typeof STATUS)[]).map((code) => (
        <div key={code} id={code} className="scroll-mt-6 gap-4 px-2 py-3 target:bg-wash fold:flex">
          <dt className="flex shrink-0 justify-between gap-3 fold:w-72">
            <code className="font-strong break-all">{code}</code>
            <span>{STATUS[code]}</span>
          </dt>
          <dd className="text-ink-2">{MEANING[code] ?? TITLE[code]}</dd>
        </div>
      ))}
    </dl>
  );
}

const MEANING: Partial<Record<keyof typeof STATUS, string>> = {
  bad_request: "The body is not JSON.",
  unauthorized: "No session, or one that has ended. Sign in, or send a token.",
  insufficient_credits:
    "The account has less than the request costs. Nothing was moved; needed and available say how much.",
  forbidden: "Signed in, but not allowed: most often the e-mail address is not verified yet.",
  not_found: "Nothing is here, or it belongs to somebody else.",
  conflict: "The state has moved on: a changed price (priceCredits), a job that has ended, a taken address.",
  idempotency_conflict: "The Idempotency-Key was used for another request before.",
  payload_too_large: "The body is larger than this route takes.",
  validation_failed: "A field is missing or wrong; errors names each with a sentence.",
  content_policy_violation: "The words ask for what is not made here; errors names the field.",
  rate_limited: "Too many requests; Retry-After says how many seconds to wait.",
  internal_error: "Our fault. Send the same request again with the same Idempotency-Key.",
  provider_unavailable: "A service that is needed for this can't be reached or is not set up.",
};
