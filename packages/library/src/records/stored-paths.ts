import { stat } from 'node:fs/promises';
import { findPath } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';

/** Other spellings have decomposed letters (macOS), lower-case Windows drives or other separators. */
export class StoredPaths {
  readonly #meta: MetaStore;
  #find: ReturnType<typeof findPath> | undefined;
  #size = 0;

  constructor(meta: MetaStore) {
    this.#meta = meta;
  }

  /** Returns the path of the record that `path` means; undefined if none or several match. */
  of(path: string): string | undefined {
    if (this.#meta.has(path)) return path;
    const stored = this.#finder()(path)?.path;
    return stored !== undefined && this.#meta.has(stored) ? stored : undefined;
  }

  /** Returns undefined if the record belongs to another existing file. */
  async ofFile(path: string): Promise<string | undefined> {
    const stored = this.of(path);
    return stored === undefined || stored === path || (await isFreeOrSame(stored, path)) ? stored : undefined;
  }

  #finder(): ReturnType<typeof findPath> {
    // if a record was replaced by another, the size is the same; `of` then finds that the old path is gone
    if (!this.#find || this.#size !== this.#meta.size) {
      this.#find = findPath(this.#meta.paths());
      this.#size = this.#meta.size;
    }
    return this.#find;
  }
}

async function isFreeOrSame(stored: string, path: string): Promise<boolean> {
  const statOrNull = (each: string) => stat(each, { bigint: true }).catch(() => null);
  const [other, found] = await Promise.all([statOrNull(stored), statOrNull(path)]);
  return !other || (other.dev === found?.dev && other.ino === found.ino);
}
