import type { MediaStore } from "./media-store";

/**
 * New files go to `first`; those that lie in `second` still are found there, so that they can be moved while everything runs. Deleting reaches
 * both. A store that can't be asked is an error, never "not there".
 */
export function createTwoStores(first: MediaStore, second: MediaStore): MediaStore {
  /** `first` once more at the end: a file on its way from `second` may have arrived after the first look. */
  const lookFor = async <T>(look: (store: MediaStore) => Promise<T>, isFound: (found: T) => boolean): Promise<T> => {
    for (const store of [first, second]) {
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
      await first.delete(key);
      await second.delete(key);
    },
  };
}
