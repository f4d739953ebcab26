import { dirname } from 'node:path';
import { exists } from '@rbassist/core';

/** Looks files up, and asks once for each folder, since a list may name a drive that is gone. */
export class ExistingFiles {
  readonly #folders = new Map<string, Promise<boolean>>();

  async has(path: string): Promise<boolean> {
    const folder = dirname(path);
    const isThere = this.#folders.get(folder) ?? exists(folder);
    this.#folders.set(folder, isThere);
    return (await isThere) && exists(path);
  }
}
