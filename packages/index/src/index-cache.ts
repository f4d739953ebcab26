import { resolve } from 'node:path';
import { fileSignature } from '@rbassist/core';
import { manifestPath } from './index-files.ts';
import { type LibraryIndex, type OpenIndexOptions, openIndex, requireSpace } from './library-index.ts';

/** An index that was opened, and of which state of its index.json. */
interface Opened {
  signature: string | undefined;
  index: Promise<LibraryIndex>;
}

/** Indexes that are opened once and shared by all who ask, until their files change. */
export class IndexCache {
  readonly #opened = new Map<string, Opened>();

  /** The index in a folder as it is now. Throws as {@link openIndex} does; a failure is not kept. */
  async open({ folder, space }: OpenIndexOptions): Promise<LibraryIndex> {
    const key = resolve(folder);
    const signature = await fileSignature(manifestPath(key)).catch(() => undefined);
    const opened = this.#opened.get(key);
    const index =
      opened !== undefined && opened.signature === signature ? opened.index : this.#openAnew(key, signature);
    const { space: found } = await index;
    if (space !== undefined) requireSpace(found, space);
    return index;
  }

  #openAnew(key: string, signature: string | undefined): Promise<LibraryIndex> {
    const index = openIndex({ folder: key });
    this.#opened.set(key, { signature, index });
    index.catch(() => {
      if (this.#opened.get(key)?.index === index) this.#opened.delete(key);
    });
    return index;
  }
}
