import { fileNameOf } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';

const NPY = /\.npy$/i;

/**
 * Every text that ends in ".npy" counts, under any key, because the Python rbassist keeps several vectors per track.
 * Ignores folder, case and Unicode form: it is safer to keep an unneeded file than to remove a needed one.
 */
export class VectorNames {
  readonly #names = new Set<string>();

  addFrom(value: unknown): void {
    if (typeof value === 'string') this.#add(value);
    else if (typeof value === 'object' && value !== null)
      for (const member of Object.values(value)) this.addFrom(member);
  }

  has(name: string): boolean {
    return this.#names.has(foldName(name));
  }

  #add(stored: string): void {
    if (NPY.test(stored)) this.#names.add(foldName(stored));
  }
}

export function storedVectorNames(meta: MetaStore): VectorNames {
  const names = new VectorNames();
  for (const [, record] of meta.storedTracks()) names.addFrom(record);
  return names;
}

function foldName(stored: string): string {
  return fileNameOf(stored).normalize('NFC').toLowerCase();
}
