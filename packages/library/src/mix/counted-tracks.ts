import type { EmbeddingSpace, TrackErrorKind, TrackRecord } from '@rbassist/core';
import type { Column, Columns } from '../facts/column-file.ts';
import { isAnalyzedByPython } from '../scan/analysis-plan.ts';
import { isReplacedVector } from '../vectors/stored-vector.ts';

/** Members of a record that {@link CountedTracks} read. */
export const COUNTED_KEYS = [
  ...(['bpm', 'key', 'missing', 'error', 'analysis_version', 'sig_bpmkey'] as const),
  ...(['embedding', 'embedding_space', 'embedding_next'] as const),
] satisfies readonly (keyof TrackRecord)[];

/** Facts of a track that a library counts. Most tracks share theirs with many others. */
export interface CountedTrack {
  isMissing: boolean;
  hasBpm: boolean;
  hasKey: boolean;
  isBeatless: boolean;
  /** Versions of the parts of the analysis. */
  versions?: TrackRecord['analysis_version'];
  /** True if the Python rbassist analysed it. */
  isByPython: boolean;
  failed?: TrackErrorKind;
  /** Absent without a vector. */
  vector?: {
    /** Space that rbassist stored with it; absent for a vector of the Python rbassist. */
    stated?: EmbeddingSpace;
    isReplaced: boolean;
  };
  /** Space of a vector that searches don't use yet. */
  next?: EmbeddingSpace;
}

/** Members of a record in {@link COUNTED_KEYS}. */
export type CountedRecord = Pick<TrackRecord, (typeof COUNTED_KEYS)[number]>;

/** Counted facts of all tracks, each different one once. */
export class CountedTracks {
  readonly #ids: number[] = [];
  readonly #values: CountedTrack[];
  /** Numbers of the values, by their text. */
  readonly #known: Map<string, number>;

  /** @param earlier Tracks that {@link keep} takes from. */
  constructor(earlier?: CountedTracks) {
    this.#values = earlier === undefined ? [] : earlier.#values;
    this.#known = earlier === undefined ? new Map() : earlier.#known;
  }

  /** Reads {@link columns}. */
  static stored({ countedIds, countedTexts }: Columns): CountedTracks {
    const tracks = new CountedTracks();
    const values: CountedTrack[] = JSON.parse(Buffer.from(countedTexts).toString());
    for (const value of values) tracks.#idOf(value);
    for (const id of countedIds) tracks.#ids.push(id);
    return tracks;
  }

  add(path: string, record: CountedRecord): void {
    this.#ids.push(this.#idOf(countedTrack(path, record)));
  }

  /** Adds a track of the earlier ones. */
  keep(earlier: CountedTracks, position: number): void {
    this.#ids.push(earlier.#ids[position]);
  }

  /** Returns the facts of the track at a position. */
  at(position: number): CountedTrack {
    return this.#values[this.#ids[position]];
  }

  /** Returns columns of a file. */
  columns(): Record<'countedIds' | 'countedTexts', Column> {
    const countedTexts = Uint8Array.from(Buffer.from(JSON.stringify(this.#values)));
    return { countedIds: new Uint32Array(this.#ids), countedTexts };
  }

  #idOf(track: CountedTrack): number {
    const text = JSON.stringify(track);
    let id = this.#known.get(text);
    if (id === undefined) {
      id = this.#values.push(track) - 1;
      this.#known.set(text, id);
    }
    return id;
  }
}

function countedTrack(path: string, record: CountedRecord): CountedTrack {
  const { embedding, embedding_space: space, embedding_next: next } = record;
  const isReplaced = isReplacedVector(path, record);
  return {
    isMissing: Boolean(record.missing),
    hasBpm: Boolean(record.bpm),
    hasKey: Boolean(record.key),
    isBeatless: record.bpm === null && record.analysis_version?.tempo !== undefined,
    ...(record.analysis_version && { versions: record.analysis_version }),
    isByPython: record.sig_bpmkey !== undefined && isAnalyzedByPython(record),
    ...(record.error && { failed: record.error.kind }),
    ...(embedding && { vector: { ...(space && !isReplaced && { stated: space }), isReplaced } }),
    ...(next?.embedding_space && { next: next.embedding_space }),
  };
}
