"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Emoji } from "@/components/ui/emoji";
import { EmptyState } from "@/components/ui/empty-state";
import { Menu, MenuButton } from "@/components/ui/menu";
import { Picture } from "@/components/ui/picture";
import { TextLink } from "@/components/ui/text-link";
import { notify } from "@/components/ui/toaster";
import {
  type CollectionView,
  createCollectionEndpoint,
  deleteCollectionEndpoint,
  renameCollectionEndpoint,
} from "@/lib/domain/collections/contract";
import { CallError, call } from "@/lib/http/call";
import { filtersUrl, GRID } from "../filters";
import { pictures } from "../use-actions";
import { NameDialog } from "./name-dialog";

type Open = { what: "new" } | { what: "rename" | "delete"; collection: CollectionView };

/** Own collections by name: made, renamed and deleted here, opened as a grid. */
export function CollectionList({ collections }: { collections: readonly CollectionView[] }) {
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const make = (
    <Button variant="strong" onClick={() => setOpen({ what: "new" })}>
      New collection
    </Button>
  );
  return (
    <div className="flex flex-1 flex-col gap-5 px-inset pt-2 pb-12 fold:pt-7">
      <TextLink href={GRID} className="type-small">
        My Creations
      </TextLink>
      <PageHeader title="Collections" note={collections.length > 0 ? collections.length : undefined}>
        {collections.length > 0 ? make : null}
      </PageHeader>
      {collections.length === 0 ? (
        <EmptyState emoji="🖼️" title="No collections yet" action={make} className="flex-1">
          A collection holds pictures that belong together. A picture can lie in several.
        </EmptyState>
      ) : (
        <ul className="grid grid-cols-2 gap-4 fold:grid-cols-3 wide:grid-cols-4 poster:grid-cols-6">
          {collections.map((collection) => (
            <Card key={collection.id} collection={collection} onOpen={setOpen} />
          ))}
        </ul>
      )}
      <Dialogs open={open} onClose={close} />
    </div>
  );
}

function Card({ collection, onOpen }: { collection: CollectionView; onOpen: (open: Open) => void }) {
  const { id, name, count, cover } = collection;
  return (
    <li className="flex min-w-0 flex-col gap-1.5">
      <Link href={filtersUrl({ collectionId: id })} className="block rounded-picture">
        {cover ? (
          <Picture
            src={cover.thumbnailUrl}
            placeholder={cover.placeholder}
            width={512}
            height={512}
            alt=""
            fit="cover"
            className="aspect-square rounded-picture"
          />
        ) : (
          <span className="grid aspect-square place-items-center rounded-picture border border-dashed border-line-strong">
            <Emoji of="🖼️" size="large" />
          </span>
        )}
        <span dir="auto" className="mt-2 block truncate font-strong">
          {name}
        </span>
      </Link>
      <div className="flex items-center justify-between gap-2">
        <span className="text-ink-2 type-small">{pictures(count)}</span>
        <Menu
          label={`Change ${name}`}
          align="end"
          trigger={<span aria-hidden="true">⋯</span>}
          triggerClassName="grid size-touch place-items-center rounded-control hover:bg-sunken fold:size-8.5"
        >
          <MenuButton onSelect={() => onOpen({ what: "rename", collection })}>Rename</MenuButton>
          <MenuButton onSelect={() => onOpen({ what: "delete", collection })}>Delete</MenuButton>
        </Menu>
      </div>
    </li>
  );
}

function Dialogs({ open, onClose }: { open: Open | undefined; onClose: () => void }) {
  const router = useRouter();
  if (!open) return null;
  if (open.what === "delete") return <DeleteDialog collection={open.collection} onClose={onClose} />;
  const collection = open.what === "rename" ? open.collection : undefined;
  const save = async (name: string) => {
    if (collection) await call(renameCollectionEndpoint, { params: { id: collection.id }, body: { name } });
    else await call(createCollectionEndpoint, { body: { name } });
    router.refresh();
  };
  return (
    <NameDialog
      title={collection ? "Rename this collection" : "A new collection"}
      verb={collection ? "Rename" : "Make it"}
      name={collection?.name}
      onSave={save}
      onClose={onClose}
    />
  );
}

function DeleteDialog({ collection, onClose }: { collection: CollectionView; onClose: () => void }) {
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await call(deleteCollectionEndpoint, { params: { id: collection.id } });
      notify({ message: `${collection.name} deleted. Its pictures are still in My Creations.` });
      router.refresh();
    } catch (error) {
      notify({ message: error instanceof CallError ? error.message : "It could not be deleted." });
    }
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Delete ${collection.name}?`}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" busy={isBusy} onClick={remove}>
            Delete
          </Button>
        </>
      }
    >
      Only the collection goes. What is in it stays in My Creations.
    </Dialog>
  );
}
