import { stat } from 'node:fs/promises';
import { findPath } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';

/**
 * Finds the path of a file's record in other spellings: decomposed letters of macOS, lower-case Windows drives, other
 * separators. It indexes the spellings when a path is not found as it is.
 */
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

  /**
   * Works like {@link of} for an existing file. If the file system distinguishes spellings and both exist, they are two
   * files, and the record is the other's.
   */
  async ofFile(path: string): Promise<string | undefined> {
    const stored = this.of(path);
    return stored === undefined || stored === path || (await isFreeOrSame(stored, path)) ? stored : undefined;
  }

  #finder(): ReturnType<typeof findPath> {
    // if records were replaced one for one, `of` notices that the found one is gone
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
