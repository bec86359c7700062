import type { MediaStore } from "./media-store";

/**
 * New files go to `first`; those that lie in one of the `others` still are found there, so that they can be moved while everything runs. Deleting
 * reaches all. A store that can't be asked is an error, never "not there".
 */
export function createSeveralStores(first: MediaStore, ...others: MediaStore[]): MediaStore {
  if (others.length === 0) return first;
  /** `first` once more at the end: a file on its way from another may have arrived after the first look. */
  const lookFor = async <T>(look: (store: MediaStore) => Promise<T>, isFound: (found: T) => boolean): Promise<T> => {
    for (const store of [first, ...others]) {
      const found = await look(store);
      if (isFound(found)) return found;
    }
    return look(first);
  };
  return {
    put: (key, content, contentType) => first.put(key, content, contentType),
    get: (key) =>
      lookFor(
        (store) => store.get(key),
        (file) => file !== undefined,
      ),
    exists: (key) =>
      lookFor(
        (store) => store.exists(key),
        (isThere) => isThere,
      ),
    async delete(key) {
      for (const store of [first, ...others]) await store.delete(key);
    },
  };
}
