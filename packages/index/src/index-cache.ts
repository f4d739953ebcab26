import { resolve } from 'node:path';
import {
  checkedOptions,
  manifestSignature,
  type OpenIndexOptions,
  openSharedIndex,
  type SharedIndex,
} from './open-index.ts';
import { requireSpace } from './store/read-index.ts';
import type { ReadonlyVectorIndex } from './vector-index.ts';

interface CachedIndex {
  signature: string | undefined;
  shared: Promise<SharedIndex>;
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
    const known = cached && cached.signature === signature ? cached.shared : this.#openAgain(key, signature);
    const { index, isCurrent } = await known;
    if (!isCurrent()) {
      // a copy of the folder may have the same index.json
      this.#forget(key, known);
      return this.open(options);
    }
    if (space !== undefined) requireSpace(index.space, space);
    return index;
  }

  /** Closes the folder's files until the next search, so that its drive can be ejected. Never throws. */
  async release(folder: string): Promise<void> {
    const shared = await this.#cached.get(resolve(folder))?.shared.catch(() => undefined);
    shared?.release();
  }

  #openAgain(key: string, signature: string | undefined): Promise<SharedIndex> {
    const forget = () => this.#forget(key, shared);
    const shared = openSharedIndex(key, forget);
    this.#cached.set(key, { signature, shared });
    shared.catch(forget);
    return shared;
  }

  #forget(key: string, shared: Promise<SharedIndex>): void {
    if (this.#cached.get(key)?.shared === shared) this.#cached.delete(key);
  }
}
