import { stat } from 'node:fs/promises';
import { findPath } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';

/**
 * Finds the path that a library's records know a file by, however it is spelled here: letters that a Mac took apart, a Windows drive in small
 * letters, other separators. A path that a record has as it stands costs nothing more; the others are prepared once, when the first misses.
 */
export class KnownPaths {
  readonly #meta: MetaStore;
  #find: ReturnType<typeof findPath> | undefined;
  #size = 0;

  constructor(meta: MetaStore) {
    this.#meta = meta;
  }

  /** The path of the record that `path` means; undefined where there is none, or where two fit equally well. */
  of(path: string): string | undefined {
    if (this.#meta.has(path)) return path;
    const known = this.#finder()(path)?.path;
    return known !== undefined && this.#meta.has(known) ? known : undefined;
  }

  /**
   * As {@link of}, for a file that is there. On a file system that tells spellings apart, a file that is there under the record's own spelling too
   * is another one.
   */
  async ofFile(path: string): Promise<string | undefined> {
    const known = this.of(path);
    return known === undefined || known === path || (await isFreeOrSame(known, path)) ? known : undefined;
  }

  #finder(): ReturnType<typeof findPath> {
    // records come and go; whether as many were exchanged is noticed by the one that is found being gone
    if (!this.#find || this.#size !== this.#meta.size) {
      this.#find = findPath(this.#meta.paths());
      this.#size = this.#meta.size;
    }
    return this.#find;
  }
}

async function isFreeOrSame(known: string, path: string): Promise<boolean> {
  const [there, found] = await Promise.all([known, path].map((each) => stat(each, { bigint: true }).catch(() => null)));
  return !there || (there.dev === found?.dev && there.ino === found.ino);
}
