import {
  MIX_KEYS,
  MixTable,
  type MixTrack,
  mixTrack,
  type SearchableTrack,
  searchableTrack,
  type TableSource,
  type TrackRecord,
} from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import { isReplacedVector } from '../vectors/stored-vector.ts';

const KEYS = [...MIX_KEYS, 'embedding', 'embedding_space'] as const;

/** Reads the facts of a track from the members of its record in `keys`. */
export interface FactReader {
  /** Keys of the record, with `embedding` and `embedding_space`. */
  keys: readonly (keyof TrackRecord)[];
  read: (path: string, record: TrackRecord) => MixTrack;
}

/** Reads the facts that filters, scores and plans need. */
export const MIX_FACTS: FactReader = { keys: KEYS, read: mixTrack };

/** The records that facts were read from. */
interface Reading {
  meta: MetaStore;
  revision: number;
  facts: FactReader;
}

/** Origin of a track's vector. */
type VectorOrigin = 'none' | 'own' | 'replaced';

/** Facts of all tracks of a library, in memory: what filters, scores and plans read. */
export class MixTracks {
  readonly table: MixTable;
  /** By position in `all`. NaN for a track that must be read again. */
  readonly #marks: Float64Array;
  readonly #origins: readonly VectorOrigin[];
  readonly #reading: Reading;
  #counts: { vectors: number; replaced: number } | undefined;
  #names: readonly SearchableTrack[] | undefined;
  #indexed: { index: ReadonlyVectorIndex; rows: Int32Array; source: TableSource } | undefined;

  private constructor(
    table: MixTable,
    marks: Float64Array,
    origins: readonly VectorOrigin[],
    { meta, revision, facts }: Reading,
  ) {
    this.table = table;
    this.#reading = { meta, revision, facts };
    this.#marks = marks;
    this.#origins = origins;
  }

  /** Reads all tracks, or only those that have changed since `earlier`, which it returns if none have. */
  static of(meta: MetaStore, facts: FactReader, earlier?: MixTracks): MixTracks {
    const reading = { meta, revision: meta.revision, facts };
    const known = earlier !== undefined && earlier.#reading.facts === facts ? earlier : undefined;
    if (known !== undefined && known.#reading.meta === meta && known.#reading.revision === reading.revision) {
      return known;
    }
    const all: MixTrack[] = [];
    const marks: number[] = [];
    const origins: VectorOrigin[] = [];
    const share = sharer();
    const add = (path: string, record: TrackRecord) => {
      all.push(share(facts.read(path, record)));
      origins.push(!record.embedding ? 'none' : isReplacedVector(path, record) ? 'replaced' : 'own');
      marks.push(meta.recordMark(path) ?? Number.NaN);
    };
    if (known === undefined) {
      for (const [path, record] of meta.tracks(facts.keys)) add(path, record);
      return new MixTracks(new MixTable(all), Float64Array.from(marks), origins, reading);
    }
    const isChanged = known.#changes(meta);
    for (const path of meta.paths()) {
      const position = known.table.position(path);
      if (position !== undefined && !isChanged(path, position)) {
        all.push(known.all[position]);
        origins.push(known.#origins[position]);
        marks.push(known.#marks[position]);
      } else {
        const record = meta.get(path, facts.keys);
        if (record) add(path, record);
      }
    }
    return new MixTracks(new MixTable(all), Float64Array.from(marks), origins, reading);
  }

  /** Returns a function that tells if the record of a track, known at a position, changed since it was read. */
  #changes(meta: MetaStore): (path: string, position: number) => boolean {
    if (this.#reading.meta !== meta) return (path, position) => this.#marks[position] !== meta.recordMark(path);
    const changed = new Set(meta.changedSince(this.#reading.revision));
    return (path) => changed.has(path);
  }

  get all(): readonly MixTrack[] {
    return this.table.tracks;
  }

  /** Folded names of all tracks, to find one by words. */
  get names(): readonly SearchableTrack[] {
    this.#names ??= this.all.map((track) => searchableTrack(track.path, track));
    return this.#names;
  }

  /** Returns a track by its key in `meta.json`. */
  get(path: string): MixTrack | undefined {
    return this.table.get(path);
  }

  /** Counts the tracks with vectors, and those whose vector another program replaced. */
  countVectors(): { vectors: number; replaced: number } {
    this.#counts ??= {
      vectors: this.#origins.filter((origin) => origin !== 'none').length,
      replaced: this.#origins.filter((origin) => origin === 'replaced').length,
    };
    return this.#counts;
  }

  /** Returns a function that tells for the position of a track if an index, which must not change, has its vector. */
  inIndex(index: ReadonlyVectorIndex): (position: number) => boolean {
    const { has } = this.sourceOf(index);
    return has;
  }

  /** Returns the vectors of an index, which must not change, by the position of the tracks. */
  sourceOf(index: ReadonlyVectorIndex): TableSource {
    return this.#inIndex(index).source;
  }

  /** Returns the row of each track in an index, which must not change; -1 for a track without a vector. */
  rowsOf(index: ReadonlyVectorIndex): Int32Array {
    return this.#inIndex(index).rows;
  }

  #inIndex(index: ReadonlyVectorIndex): { rows: Int32Array; source: TableSource } {
    if (this.#indexed?.index !== index) {
      const rows = Int32Array.from(this.all, ({ path }) => index.row(path) ?? -1);
      this.#indexed = { index, rows, source: rowSource(index, rows) };
    }
    return this.#indexed;
  }
}

function rowSource(index: ReadonlyVectorIndex, rows: Int32Array): TableSource {
  const positions = new Int32Array(1 + rows.reduce((most, row) => Math.max(most, row), -1)).fill(-1);
  for (const [position, row] of rows.entries()) if (row >= 0) positions[row] = position;
  return {
    has: (position) => rows[position] >= 0,
    nearest: (query, count, accept) => {
      // the index may have tracks that the library forgot
      const isTrack = (row: number) => row < positions.length && positions[row] >= 0 && accept(positions[row]);
      return index
        .nearestRows(query, count, isTrack)
        .map(({ row, distance }) => ({ position: positions[row], distance }));
    },
  };
}

/** Returns a function that shares equal texts and likely keys between tracks, which saves a third of the memory. */
function sharer(): (track: MixTrack) => MixTrack {
  const texts = new Map<string, string>();
  const keys = new Map<string, LikelyKey[]>();
  const textOf = (text: string) => {
    const shared = texts.get(text);
    if (shared !== undefined) return shared;
    texts.set(text, text);
    return text;
  };
  const keyOf = (key: LikelyKey) => {
    // records have three decimals
    const place = Math.round(key.probability * DECIMALS);
    if (place / DECIMALS !== key.probability) return key;
    let known = keys.get(key.value);
    if (known === undefined) {
      known = [];
      keys.set(key.value, known);
    }
    known[place] ??= key;
    return known[place];
  };
  return (track) => {
    if (track.artist !== undefined) track.artist = textOf(track.artist);
    if (track.genre !== undefined) track.genre = textOf(track.genre);
    track.tags = track.tags.length === 0 ? NO_TAGS : track.tags.map(textOf);
    if (track.suggested !== undefined) track.suggested = track.suggested.map(textOf);
    track.keys = track.keys.map(keyOf);
    // a list that grew has room for more
    track.tempos = track.tempos.slice();
    return track;
  };
}

type LikelyKey = MixTrack['keys'][number];

const DECIMALS = 1000;
const NO_TAGS: readonly string[] = [];
