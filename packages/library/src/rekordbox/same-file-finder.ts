import { realpath, stat } from 'node:fs/promises';
import { fastSignature, fileNameOf, fileSignature, isContentSignature, isNative, pathKey } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { ExistingFiles } from '../files/existing-files.ts';
import { storedFileFacts } from '../maintenance/stored-file-facts.ts';

const SIGNATURE_KEYS = [
  'analysis_signature',
  'embedding_signature',
  'sig_bpmkey',
  'sig_bpmkey_fast',
  'embedding_next',
] as const;
const SECOND_NS = 1_000_000_000n;

/** Finds the library's track for a file that it knows under another path: through a link, or as a copy. */
export class SameFileFinder {
  readonly #meta: MetaStore;
  readonly #keyOf: (path: string) => string | undefined;
  readonly #existing = new ExistingFiles();
  #stored: StoredSignatures | undefined;

  constructor(meta: MetaStore, keyOf: (path: string) => string | undefined) {
    this.#meta = meta;
    this.#keyOf = keyOf;
  }

  /** Returns undefined if there is no such file, or several tracks or none have its bytes. */
  async find(path: string): Promise<string | undefined> {
    if (!isNative(path) || !(await this.#existing.has(path))) return undefined;
    try {
      const real = this.#keyOf(await realpath(path));
      if (real !== undefined) return real;
      return await this.#bySignature(path);
    } catch {
      // a file that can't be read may still be found by its name
      return undefined;
    }
  }

  async #bySignature(path: string): Promise<string | undefined> {
    const stats = await stat(path, { bigint: true });
    this.#stored ??= readSignatures(this.#meta);
    const { byFast, bySize, sha1s } = this.#stored;
    const isFine = stats.mtimeNs % SECOND_NS !== 0n;
    const name = pathKey(fileNameOf(path));
    // many files of an archive may share a whole second
    const same = (byFast.get(fastSignature(stats)) ?? []).filter(
      (each) => isFine || pathKey(fileNameOf(each)) === name,
    );
    if (same.length === 1) return same[0];
    const ofSize = (bySize.get(Number(stats.size)) ?? []).filter((each) => sha1s.has(each));
    if (ofSize.length === 0) return undefined;
    const sha1 = await fileSignature(path, 'content');
    const equal = ofSize.filter((each) => sha1s.get(each) === sha1);
    return equal.length === 1 ? equal[0] : undefined;
  }
}

interface StoredSignatures {
  byFast: Map<string, string[]>;
  bySize: Map<number, string[]>;
  sha1s: Map<string, string>;
}

function readSignatures(meta: MetaStore): StoredSignatures {
  const stored: StoredSignatures = { byFast: new Map(), bySize: new Map(), sha1s: new Map() };
  for (const [path, record] of meta.tracks(SIGNATURE_KEYS)) {
    const { signatures, last } = storedFileFacts(record);
    for (const signature of signatures) add(stored.byFast, signature, path);
    if (last !== undefined) add(stored.bySize, last.size, path);
    if (isContentSignature(record.sig_bpmkey)) stored.sha1s.set(path, record.sig_bpmkey);
  }
  return stored;
}

function add<Key>(groups: Map<Key, string[]>, key: Key, path: string): void {
  const group = groups.get(key);
  if (group) group.push(path);
  else groups.set(key, [path]);
}
