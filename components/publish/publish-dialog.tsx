"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toaster";
import type { PublishedView } from "@/lib/domain/creations/contract";
import { ChoiceFields } from "./choice-fields";
import { postHref } from "./post-href";
import { FIRST_CHOICE, type Publishable, type PublishChoice, suggestTitle } from "./publish-form";
import { Titles } from "./titles";
import { type PublishResult, usePublish } from "./use-publish";
import { type PublishOptions, usePublishOptions } from "./use-publish-options";

type Props = {
  /** At least one; none that is published already. */
  pictures: readonly Publishable[];
  onClose: () => void;
  /** Each picture that has its post now. */
  onPublished: (imageId: string, post: PublishedView) => void;
};

/** Asks what others should see of one picture or several, publishes, and says what became of them. */
export function PublishDialog(props: Props) {
  const { options, problem } = usePublishOptions();
  const count = props.pictures.length;
  const title = count === 1 ? "Publish this picture" : `Publish ${count} pictures`;
  if (options) return <PublishForm {...props} title={title} options={options} />;
  return (
    <Dialog isOpen onClose={props.onClose} title={title} actions={<Button onClick={props.onClose}>Close</Button>}>
      <div className="min-h-64">
        {problem ? (
          <Notice tone="bad" role="alert">
            {problem}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}

type FormProps = Props & { title: string; options: PublishOptions };

function PublishForm({ pictures, onClose, onPublished, title, options }: FormProps) {
  const router = useRouter();
  const formId = useId();
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>(
    () => new Map(pictures.map(({ imageId, prompt }) => [imageId, suggestTitle(prompt)])),
  );
  const [choice, setChoice] = useState<PublishChoice>(FIRST_CHOICE);
  const { results, done, publish } = usePublish(options.mayHideWatermark);
  const isBusy = done !== undefined;

  const send = async () => {
    const all = await publish({ pictures, titles, choice });
    for (const [imageId, result] of all) {
      if (result.outcome !== "failed")
        onPublished(imageId, { id: result.postId, status: result.outcome, visibility: choice.visibility });
    }
    const ended = [...all.values()];
    if (!ended.every(({ outcome }) => outcome === "live")) return;
    const [first] = ended;
    const isOne = ended.length === 1 && first?.outcome === "live";
    notify({
      message: isOne ? "Published." : `${ended.length} pictures published.`,
      action: {
        label: "See it",
        onAction: () => router.push(isOne ? postHref(first.postId) : ("/studio/community" as Route)),
      },
    });
    onClose();
  };

  const hasEnded = !isBusy && results.size > 0 && [...results.values()].every(({ outcome }) => outcome !== "failed");
  if (hasEnded) return <Outcome pictures={pictures} results={results} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={isBusy ? () => {} : onClose}
      title={title}
      actions={
        <>
          <Button onClick={onClose} disabled={isBusy}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isBusy}>
            {isBusy && pictures.length > 1 ? `Publishing ${done + 1} of ${pictures.length}` : "Publish"}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        className="flex flex-col gap-4 text-ink"
      >
        <Failures pictures={pictures} results={results} />
        <Titles
          pictures={pictures}
          titles={titles}
          results={results}
          onChange={(imageId, text) => setTitles((before) => new Map(before).set(imageId, text))}
        />
        <ChoiceFields
          choice={choice}
          onChange={(part) => setChoice((before) => ({ ...before, ...part }))}
          options={options}
          errors={fieldErrors(results)}
        />
        <p className="text-ink-2 type-small">
          Each picture is checked before others see it. Published pictures say that AI made them.
        </p>
      </form>
    </Dialog>
  );
}

/** What the shared fields are refused for; each picture's own title stands with the picture. */
function fieldErrors(results: ReadonlyMap<string, PublishResult>): Readonly<Record<string, string>> {
  const failed = [...results.values()].filter((result) => result.outcome === "failed");
  return Object.assign({}, ...failed.map(({ fields }) => fields));
}

type ResultsProps = { pictures: readonly Publishable[]; results: ReadonlyMap<string, PublishResult> };

const SHOWN_AT_FIELDS = new Set([
  "title",
  "description",
  "categoryId",
  "tags",
  "visibility",
  "showPrompt",
  "watermark",
]);

/** What went wrong and has no field of its own, and how many are through. */
function Failures({ pictures, results }: ResultsProps) {
  const all = [...results.values()];
  const through = all.filter(({ outcome }) => outcome !== "failed").length;
  const said = all.flatMap((result) => {
    if (result.outcome !== "failed") return [];
    return Object.keys(result.fields).some((field) => SHOWN_AT_FIELDS.has(field)) ? [] : [result.message];
  });
  if (through === 0 && said.length === 0) return null;
  return (
    <Notice tone="bad" role="alert">
      {through > 0 ? `${through} of ${pictures.length} are published. ` : ""}
      {[...new Set(said)].join(" ")}
    </Notice>
  );
}

/** Said when something waits for a person: which picture, which rule, and that nothing else is to be done. */
function Outcome({ pictures, results, onClose }: ResultsProps & { onClose: () => void }) {
  const held = pictures.flatMap((picture) => {
    const result = results.get(picture.imageId);
    return result?.outcome === "held" ? [{ picture, ...result }] : [];
  });
  const live = results.size - held.length;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={held.length === 1 && live === 0 ? "Held for review" : `${held.length} held for review`}
      actions={
        <>
          {held.length === 1 && held[0] ? <ButtonLink href={postHref(held[0].postId)}>See the post</ButtonLink> : null}
          <Button variant="strong" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {live > 0 ? <p>{live === 1 ? "1 picture is live." : `${live} pictures are live.`}</p> : null}
        <ul className="flex flex-col gap-3">
          {held.map(({ picture, hold, postId }) => (
            <li key={postId} className="flex items-center gap-3">
              {/* biome-ignore lint/performance/noImgElement: a thumbnail of our own, at its size */}
              <img
                src={picture.thumbnailUrl}
                alt=""
                width={48}
                height={48}
                className="size-12 rounded-picture object-cover"
              />
              <p>{hold?.message ?? "The check is not through yet. It goes live by itself when it is."}</p>
            </li>
          ))}
        </ul>
        <p>Until then only you can see it. We tell you as soon as it is decided.</p>
      </div>
    </Dialog>
  );
}
