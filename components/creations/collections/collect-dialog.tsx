"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { type CollectionView, createCollectionEndpoint } from "@/lib/domain/collections/contract";
import type { CreationView } from "@/lib/domain/creations/contract";
import { CallError, call } from "@/lib/http/call";
import { type Actions, pictures } from "../use-actions";
import { useCollections } from "./use-collections";

type Props = {
  chosen: readonly CreationView[];
  actions: Pick<Actions, "collect" | "uncollect">;
  onClose: () => void;
};

type Lies = "all" | "some" | "none";

function liesIn(chosen: readonly CreationView[], collectionId: string): Lies {
  const count = chosen.filter(({ collectionIds }) => collectionIds.includes(collectionId)).length;
  return count === 0 ? "none" : count === chosen.length ? "all" : "some";
}

/** Which collections the chosen pictures lie in; a new one is made on the spot. What is saved is what was changed. */
export function CollectDialog({ chosen, actions, onClose }: Props) {
  const { collections, problem, add } = useCollections();
  const [wanted, setWanted] = useState<ReadonlyMap<string, boolean>>(new Map());
  const want = (id: string, isIn: boolean) => setWanted((before) => new Map(before).set(id, isIn));

  const save = async () => {
    onClose();
    for (const collection of collections ?? []) {
      const isIn = wanted.get(collection.id);
      const lies = liesIn(chosen, collection.id);
      if (isIn === true && lies !== "all") await actions.collect(chosen, collection);
      if (isIn === false && lies !== "none") await actions.uncollect(chosen, collection);
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={chosen.length === 1 ? "Collections of this picture" : `Collections of ${pictures(chosen.length)}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="strong" onClick={save} disabled={wanted.size === 0}>
            Save
          </Button>
        </>
      }
    >
      {problem ? (
        <Notice tone="bad" role="alert">
          {problem}
        </Notice>
      ) : null}
      <div className="flex min-h-32 flex-col gap-3 text-ink">
        {collections?.length === 0 ? (
          <p className="text-ink-2">You have no collections yet. Name the first one.</p>
        ) : null}
        <ul className="max-h-72 overflow-y-auto">
          {collections?.map(({ id, name, count }) => (
            <li key={id}>
              <CollectionBox
                label={`${name}, ${pictures(count)}`}
                lies={wanted.has(id) ? (wanted.get(id) ? "all" : "none") : liesIn(chosen, id)}
                onChange={(isIn) => want(id, isIn)}
              />
            </li>
          ))}
        </ul>
        <NewCollection
          onMade={(collection) => {
            add(collection);
            want(collection.id, true);
          }}
        />
      </div>
    </Dialog>
  );
}

type BoxProps = { label: string; lies: Lies; onChange: (isIn: boolean) => void };

function CollectionBox({ label, lies, onChange }: BoxProps) {
  return (
    <Checkbox
      label={label}
      checked={lies === "all"}
      isMixed={lies === "some"}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}

/** Not a form within the dialog's buttons: Enter makes the collection and leaves the dialog open. */
function NewCollection({ onMade }: { onMade: (collection: CollectionView) => void }) {
  const [name, setName] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const make = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      onMade(await call(createCollectionEndpoint, { body: { name } }));
      setName("");
    } catch (error) {
      const isCallError = error instanceof CallError;
      setProblem(isCallError ? (error.fieldError("name") ?? error.message) : "It could not be made.");
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={make} className="flex items-end gap-2">
      <Input
        label="New collection"
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={problem}
        maxLength={60}
        dir="auto"
        autoComplete="off"
        className="grow"
      />
      <Button type="submit" busy={isBusy} disabled={name.trim() === ""}>
        Make it
      </Button>
    </form>
  );
}
