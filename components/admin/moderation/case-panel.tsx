"use client";

import { profileHref } from "@/components/people/profile-href";
import { postHref } from "@/components/publish/post-href";
import { AiMark } from "@/components/ui/badge";
import { Facts } from "@/components/ui/facts";
import { Picture } from "@/components/ui/picture";
import { TextLink } from "@/components/ui/text-link";
import { ago } from "@/lib/core/ago";
import { dayAndTime } from "@/lib/core/ist-time";
import type { CaseDetailView } from "@/lib/domain/review/contract";
import { reasonWord } from "./words";

type Props = { detail: CaseDetailView; nowMs: number };

/** Picture, words, prompt and history of one case, side by side with the decision. */
export function CasePanel({ detail, nowMs }: Props) {
  return (
    <div className="flex flex-col gap-4">
      <div className="relative overflow-hidden rounded-picture bg-sunken">
        <Picture
          key={detail.previewUrl}
          src={detail.previewUrl}
          width={detail.width}
          height={detail.height}
          alt={detail.prompt}
          placeholder={detail.placeholder}
          fit="contain"
          className="h-80 wide:h-64"
        />
        <AiMark />
      </div>
      <div>
        <div className="flex items-baseline justify-between gap-4">
          <h2 className="min-w-0 type-heading wrap-anywhere" dir="auto">
            {detail.title}
          </h2>
          {detail.isOpen ? <TextLink href={postHref(detail.postId)}>Open post</TextLink> : null}
        </div>
        <p className="text-ink-2 type-small">
          {detail.queue === "comments" ? "A comment" : `Published ${dayAndTime(detail.publishedAt)}`} by{" "}
          <TextLink variant="plain" href={profileHref(detail.author)}>
            @{detail.author}
          </TextLink>
          , {counted(detail.likes, "like")}, {counted(detail.remixes, "remix", "remixes")}, {detail.visibility}
        </p>
      </div>
      <Records detail={detail} />
      <Words detail={detail} />
      {detail.appeal ? (
        <Said who={`@${detail.author}`} when={ago(new Date(detail.appeal.createdAt), new Date(nowMs))} what="appeals">
          {detail.appeal.reason}
        </Said>
      ) : null}
      <Reports detail={detail} nowMs={nowMs} />
      <Decisions detail={detail} />
    </div>
  );
}

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

function Records({ detail: { authorRecord, reportList, scores } }: { detail: CaseDetailView }) {
  const upheld = reportList.reduce((sum, one) => sum + one.upheld, 0);
  const decided = reportList.reduce((sum, one) => sum + one.decided, 0);
  const [worst] = Object.entries(scores ?? {})
    .filter(([name]) => name !== "neutral" && name !== "drawing")
    .sort(([, a], [, b]) => b - a);
  const items = [
    { name: "Author’s removals", value: `${authorRecord.removals} of ${authorRecord.posts}` },
    { name: "Warnings, suspensions", value: `${authorRecord.warnings}, ${authorRecord.suspensions}` },
    { name: "Reporters’ reports upheld", value: decided > 0 ? `${upheld} of ${decided}` : "none decided" },
    { name: "Picture check", value: worst ? `${worst[1].toFixed(2)} ${worst[0]}` : "did not run" },
    ...(authorRecord.isSuspended ? [{ name: "Author", value: "suspended" }] : []),
  ];
  return <Facts items={items} className="type-small" />;
}

function Words({ detail }: { detail: CaseDetailView }) {
  const lines = [
    ["Description", detail.description],
    ["Tags", detail.tags.join(", ")],
    ["Prompt", detail.prompt],
    ["Not in it", detail.negativePrompt],
  ].filter(([, text]) => text);
  return (
    <dl className="flex flex-col gap-2">
      {lines.map(([name, text]) => (
        <div key={name}>
          <dt className="font-strong text-ink-2 type-small">{name}</dt>
          <dd dir="auto" className="whitespace-pre-line wrap-anywhere">
            {text}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Said({ who, when, what, children }: { who: string; when: string; what: string; children: string }) {
  return (
    <div className="rounded-control bg-sunken px-3 py-2.5">
      <p className="type-small">
        <span className="font-strong">{who}</span> <span className="text-ink-2">{`${what}, ${when}`}</span>
      </p>
      {children ? (
        <p dir="auto" className="whitespace-pre-line wrap-anywhere">
          {children}
        </p>
      ) : null}
    </div>
  );
}

function Reports({ detail: { reportList }, nowMs }: Props) {
  if (reportList.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-strong type-small">Reports</h3>
      {reportList.map((one) => (
        <Said
          key={`${one.handle}${one.createdAt}`}
          who={`@${one.handle}`}
          when={ago(new Date(one.createdAt), new Date(nowMs))}
          what={`${reasonWord(one.reason)}${one.state === "open" ? "" : `, ${one.state}`}`}
        >
          {one.details}
        </Said>
      ))}
    </section>
  );
}

function Decisions({ detail: { decisions } }: { detail: CaseDetailView }) {
  if (decisions.length === 0) return null;
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-strong type-small">Earlier decisions</h3>
      <ul className="flex flex-col gap-1 type-small">
        {decisions.map((one) => (
          <li key={one.id} className="text-ink-2">
            {dayAndTime(one.createdAt)}: <span className="text-ink">{one.action}</span> by{" "}
            {one.decider ? `@${one.decider}` : "a rule"}, {reasonWord(one.rule)}
            {one.isBySamePerson ? ", nobody else could" : ""}
            {one.isUndone ? ", taken back" : ""}
            {one.reason ? `. ${one.reason}` : ""}
          </li>
        ))}
      </ul>
    </section>
  );
}
