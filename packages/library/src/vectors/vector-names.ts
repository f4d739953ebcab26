import { fileNameOf } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';

const NPY = /\.npy$/i;

/**
 * Names of vector files, as records spell them. Any text of a record that ends in ".npy" names a file, whatever its key:
 * the Python rbassist keeps several vectors a track, and a later version may keep more. Folder, case and Unicode form do
 * not count, so that a file is rather taken for a named one than for one that nothing needs.
 */
export class VectorNames {
  readonly #names = new Set<string>();

  /** Adds every name in a value of any depth. */
  addFrom(value: unknown): void {
    if (typeof value === 'string') this.#add(value);
    else if (typeof value === 'object' && value !== null)
      for (const member of Object.values(value)) this.addFrom(member);
  }

  /** Returns true if a file of this name is named. */
  has(name: string): boolean {
    return this.#names.has(foldName(name));
  }

  #add(stored: string): void {
    if (NPY.test(stored)) this.#names.add(foldName(stored));
  }
}

/** Returns the names of vectors in every record as it is stored. */
export function storedVectorNames(meta: MetaStore): VectorNames {
  const names = new VectorNames();
  for (const [, record] of meta.storedTracks()) names.addFrom(record);
  return names;
}

function foldName(stored: string): string {
  return fileNameOf(stored).normalize('NFC').toLowerCase();
}
