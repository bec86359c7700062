import { useRouter } from "next/navigation";
import { notify } from "@/components/ui/toaster";
import { type BulkAction, bulkEndpoint, type CreationView, emptyBinEndpoint } from "@/lib/domain/creations/contract";
import { CallError, call } from "@/lib/http/call";
import type { CreationsList } from "./creations-list";
import { useLists } from "./lists";

export type Actions = ReturnType<typeof useActions>;

type Step = {
  send: () => Promise<unknown>;
  /** Undoes what was shown beforehand. */
  rollBack: () => void;
  /** Begins the sentence of a refusal that the server did not explain. */
  otherwise: string;
};

export const pictures = (count: number) => `${count.toLocaleString("en-IN")} ${count === 1 ? "picture" : "pictures"}`;
const idsOf = (creations: readonly CreationView[]) => creations.map(({ id }) => id);
const reasonOf = (error: unknown, otherwise: string) => (error instanceof CallError ? error.message : otherwise);

/**
 * What can be done to pictures of a list: shown at once, taken back when the server refuses. With `stays`, a picture that the
 * list's filters no longer let through stays where it is, because its page is open.
 */
export function useActions(list: CreationsList, stays = false) {
  const lists = useLists();
  const router = useRouter();

  const attempt = async ({ send, rollBack, otherwise }: Step): Promise<boolean> => {
    try {
      await send();
    } catch (error) {
      rollBack();
      notify({ message: reasonOf(error, otherwise) });
      return false;
    }
    lists.keepOnly(list);
    router.refresh();
    return true;
  };
  const bulk = (body: BulkAction) => call(bulkEndpoint, { body });

  /** Out of this list at once, and into it again when that fails. */
  const leaveList = (creations: readonly CreationView[], send: () => Promise<unknown>, otherwise: string) => {
    const taken = list.take(new Set(idsOf(creations)));
    return attempt({ send, rollBack: () => list.putBack(taken), otherwise });
  };

  const undoDelete = (creations: readonly CreationView[]) => {
    list.putBack(creations);
    void attempt({
      send: () => bulk({ action: "restore", ids: idsOf(creations) }),
      rollBack: () => void list.take(new Set(idsOf(creations))),
      otherwise: "They could not be taken back.",
    });
  };

  const remove = async (creations: readonly CreationView[]) => {
    const ids = idsOf(creations);
    if (!(await leaveList(creations, () => bulk({ action: "delete", ids }), "They could not be deleted."))) return;
    notify({
      message: `${pictures(ids.length)} deleted.`,
      action: { label: "Undo", onAction: () => undoDelete(creations) },
    });
  };

  const restore = async (creations: readonly CreationView[]) => {
    const ids = idsOf(creations);
    if (await leaveList(creations, () => bulk({ action: "restore", ids }), "They could not be restored."))
      notify({ message: `${pictures(ids.length)} restored to My Creations.` });
  };

  const purge = async (creations: readonly CreationView[]) => {
    const ids = idsOf(creations);
    if (await leaveList(creations, () => bulk({ action: "purge", ids }), "They could not be deleted."))
      notify({ message: `${pictures(ids.length)} deleted for ever.` });
  };

  const emptyBin = async () => {
    const otherwise = "The bin could not be emptied.";
    if (!(await attempt({ send: () => call(emptyBinEndpoint), rollBack: () => {}, otherwise }))) return;
    list.take(new Set(idsOf(list.state().items)));
    notify({ message: "The bin is empty." });
  };

  const favourite = async (creations: readonly CreationView[], isFavourite: boolean) => {
    const changed = creations.filter((creation) => creation.favourite !== isFavourite);
    if (changed.length === 0) return;
    const ids = idsOf(changed);
    const action = isFavourite ? "favourite" : "unfavourite";
    const send = () => bulk({ action, ids });
    const otherwise = "It could not be marked.";
    if (list.filters.favourite && !isFavourite && !stays) return void (await leaveList(changed, send, otherwise));
    const mark = (on: boolean) => list.patch(new Set(ids), (item) => ({ ...item, favourite: on }));
    mark(isFavourite);
    await attempt({ send, rollBack: () => mark(!isFavourite), otherwise });
  };

  const collect = async (creations: readonly CreationView[], collection: { id: string; name: string }) => {
    const ids = idsOf(creations);
    const send = () => bulk({ action: "collect", ids, collectionId: collection.id });
    const without = new Map(creations.map(({ id, collectionIds }) => [id, collectionIds]));
    const set = (next: (item: CreationView) => string[]) =>
      list.patch(new Set(ids), (item) => ({ ...item, collectionIds: next(item) }));
    set(({ collectionIds }) => [...new Set([...collectionIds, collection.id])]);
    const rollBack = () => set(({ id, collectionIds }) => without.get(id) ?? collectionIds);
    if (await attempt({ send, rollBack, otherwise: "They could not be added." }))
      notify({ id: "collected", message: `${pictures(ids.length)} in ${collection.name}.` });
  };

  const uncollect = async (creations: readonly CreationView[], collection: { id: string; name: string }) => {
    const ids = idsOf(creations);
    const send = () => bulk({ action: "uncollect", ids, collectionId: collection.id });
    const rest = (item: CreationView) => ({
      ...item,
      collectionIds: item.collectionIds.filter((id) => id !== collection.id),
    });
    const otherwise = "They could not be taken out.";
    let isDone: boolean;
    if (list.filters.collectionId === collection.id && !stays) isDone = await leaveList(creations, send, otherwise);
    else {
      const before = new Map(creations.map((item) => [item.id, item]));
      list.patch(new Set(ids), rest);
      const rollBack = () => list.patch(new Set(ids), (item) => before.get(item.id) ?? item);
      isDone = await attempt({ send, rollBack, otherwise });
    }
    if (isDone) notify({ id: "collected", message: `${pictures(ids.length)} taken out of ${collection.name}.` });
  };

  return { remove, restore, purge, emptyBin, favourite, collect, uncollect };
}
