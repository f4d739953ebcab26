import { resolve } from 'node:path';
import { checkedOptions, manifestSignature, type OpenIndexOptions, openSharedIndex } from './open-index.ts';
import { requireSpace } from './store/read-index.ts';
import type { ReadonlyVectorIndex } from './vector-index.ts';

interface CachedIndex {
  signature: string | undefined;
  index: Promise<ReadonlyVectorIndex>;
}

/** Opens each index once and shares it between all callers until its files change or can't be read any more. */
export class IndexCache {
  readonly #cached = new Map<string, CachedIndex>();

  /** Returns the folder's current index, read-only because callers share it. Throws the errors of `openIndex`. */
  async open(options: OpenIndexOptions): Promise<ReadonlyVectorIndex> {
    const { folder, space } = checkedOptions(options);
    const key = resolve(folder);
    const signature = await manifestSignature(key);
    const cached = this.#cached.get(key);
    const index =
      cached !== undefined && cached.signature === signature ? cached.index : this.#openAgain(key, signature);
    const { space: found } = await index;
    if (space !== undefined) requireSpace(found, space);
    return index;
  }

  #openAgain(key: string, signature: string | undefined): Promise<ReadonlyVectorIndex> {
    const forget = () => {
      if (this.#cached.get(key)?.index === index) this.#cached.delete(key);
    };
    const index = openSharedIndex(key, forget);
    this.#cached.set(key, { signature, index });
    index.catch(forget);
    return index;
  }
}
