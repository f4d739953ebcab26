import { MIX_KEYS, MixTable, type MixTrack, mixTrack, type SearchableTrack, searchableTrack } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { isReplacedVector } from '../vectors/stored-vector.ts';

const KEYS = [...MIX_KEYS, 'embedding', 'embedding_space'] as const;

/** Origin of a track's vector. */
type VectorOrigin = 'none' | 'own' | 'replaced';

/** Facts of all tracks of a library, in memory: what filters, scores and plans read. */
export class MixTracks {
  readonly table: MixTable;
  /** By position in `all`. NaN for a track that must be read again. */
  readonly #marks: Float64Array;
  readonly #origins: readonly VectorOrigin[];
  #names: readonly SearchableTrack[] | undefined;
  #vectors: { in: object; has: Uint8Array } | undefined;

  private constructor(table: MixTable, marks: Float64Array, origins: readonly VectorOrigin[]) {
    this.table = table;
    this.#marks = marks;
    this.#origins = origins;
  }

  /** Reads all tracks, or only those that have changed since `earlier`. */
  static of(meta: MetaStore, earlier?: MixTracks): MixTracks {
    const all: MixTrack[] = [];
    const marks: number[] = [];
    const origins: VectorOrigin[] = [];
    const texts = new Map<string, string>();
    for (const path of meta.paths()) {
      const mark = meta.recordMark(path) ?? Number.NaN;
      const known = earlier?.table.position(path);
      if (earlier && known !== undefined && earlier.#marks[known] === mark) {
        all.push(earlier.all[known]);
        origins.push(earlier.#origins[known]);
      } else {
        const record = meta.get(path, KEYS);
        if (record === undefined) continue;
        all.push(withSharedTexts(mixTrack(path, record), texts));
        origins.push(!record.embedding ? 'none' : isReplacedVector(path, record) ? 'replaced' : 'own');
      }
      marks.push(mark);
    }
    return new MixTracks(new MixTable(all), Float64Array.from(marks), origins);
  }

  get all(): readonly MixTrack[] {
    return this.table.tracks;
  }

  /** Folded names of all tracks, to find one by words. */
  get names(): readonly SearchableTrack[] {
    this.#names ??= this.all.map(({ path, artist, title }) => searchableTrack(path, { artist, title }));
    return this.#names;
  }

  /** Returns a track by its key in `meta.json`. */
  get(path: string): MixTrack | undefined {
    return this.table.get(path);
  }

  /** Counts the tracks with vectors, and those whose vector another program replaced. */
  countVectors(): { vectors: number; replaced: number } {
    const replaced = this.#origins.filter((origin) => origin === 'replaced').length;
    return { vectors: replaced + this.#origins.filter((origin) => origin === 'own').length, replaced };
  }

  /** Returns a function that tells for the position of a track if an index, which must not change, has its vector. */
  inIndex(index: { has: (path: string) => boolean }): (position: number) => boolean {
    if (this.#vectors?.in !== index) {
      this.#vectors = { in: index, has: Uint8Array.from(this.all, ({ path }) => Number(index.has(path))) };
    }
    const { has } = this.#vectors;
    return (position) => has[position] === 1;
  }
}

/** Shares equal names between tracks to save memory. */
function withSharedTexts(track: MixTrack, texts: Map<string, string>): MixTrack {
  for (const key of ['artist', 'genre'] as const) {
    const text = track[key];
    if (text === undefined) continue;
    const shared = texts.get(text);
    if (shared === undefined) texts.set(text, text);
    else track[key] = shared;
  }
  return track;
}
