import { createHash } from 'node:crypto';

/** A person goes back to few of them, and each may hold the whole library. */
const MOST_KEPT = 20;
const ID_LENGTH = 11;

/** Lists of tracks that somebody chose, such as a part of the map, kept until the server stops. */
export class ChosenLists {
  readonly #lists = new Map<string, readonly string[]>();

  /** Keeps a list of paths, and returns its id. The same tracks get the same id, also from the next server. */
  add(paths: readonly string[]): string {
    const hash = createHash('sha256');
    for (const path of paths) hash.update(path).update('\0');
    const id = hash.digest('base64url').slice(0, ID_LENGTH);
    this.#lists.delete(id);
    this.#lists.set(id, paths);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > MOST_KEPT) this.#lists.delete(oldest);
    return id;
  }

  /** Returns the paths of a list; undefined if it is not kept any more. */
  paths(id: string): readonly string[] | undefined {
    return this.#lists.get(id);
  }
}
