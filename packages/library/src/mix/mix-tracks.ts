import { MixTable, type MixTrack, type SearchableTrack, searchableTrack, type TableSource } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { MetaStore } from '@rbassist/meta';
import { BROWSE_KEYS, type BrowseRecord, type BrowseTrack, browseTrack } from '../browse/browse-track.ts';
import { packFacts } from '../facts/pack-facts.ts';
import { type FactColumns, PackedFacts } from '../facts/packed-facts.ts';
import { COUNTED_KEYS, type CountedRecord, CountedTracks } from './counted-tracks.ts';

/** The records that facts were read from. */
interface Reading {
  meta: MetaStore;
  revision: number;
}

/** Columns of the facts of all tracks, and of what {@link MixTracks} knows of their records. */
export type StoredFacts = FactColumns & { marks: Float64Array };

/** Members of a record that facts are read from. */
const READ_KEYS = [...BROWSE_KEYS, ...COUNTED_KEYS] as const;

const MIX_FACTS = [
  ...(['path', 'artist', 'title', 'genre', 'tags', 'suggested', 'rating', 'durationS', 'addedMs'] as const),
  ...(['tempos', 'keys', 'loudnessLufs', 'energy', 'energyConfidence', 'state'] as const),
] satisfies readonly (keyof MixTrack)[];

/** Facts of all tracks of a library, in memory: what lists, filters, scores and plans read. */
export class MixTracks {
  readonly table: MixTable;
  /** Number of tracks in meta.json whose facts are objects, not yet in columns. */
  readonly loose: number;
  /** By position in `all`. NaN for a track that must be read again. */
  readonly #marks: Float64Array;
  /** Facts that the library counts, by position in `all`. */
  readonly counted: CountedTracks;
  /** Absent for facts of a file. */
  readonly #reading: Reading | undefined;
  #counts: { vectors: number; replaced: number } | undefined;
  #names: readonly SearchableTrack[] | undefined;
  #indexed: { index: ReadonlyVectorIndex; rows: Int32Array; source: TableSource } | undefined;

  private constructor(
    table: MixTable,
    {
      marks,
      counted,
      loose,
      reading,
    }: { marks: Float64Array; counted: CountedTracks; loose: number; reading?: Reading },
  ) {
    this.table = table;
    this.loose = loose;
    this.#marks = marks;
    this.counted = counted;
    this.#reading = reading;
  }

  /** Returns the facts that {@link packed} put into columns. {@link of} must compare them with the records. */
  static stored(columns: StoredFacts): MixTracks {
    const table = new MixTable(new PackedFacts(columns).tracks());
    return new MixTracks(table, { marks: columns.marks, counted: CountedTracks.stored(columns), loose: 0 });
  }

  /** Reads all tracks, or only those that have changed since `earlier`, which it returns if none have. */
  static of(meta: MetaStore, earlier?: MixTracks): MixTracks {
    const reading = { meta, revision: meta.revision };
    if (earlier?.isOf(meta)) return earlier;
    const all: BrowseTrack[] = [];
    const marks: number[] = [];
    const counted = new CountedTracks(earlier?.counted);
    let loose = earlier?.loose ?? 0;
    const share = sharer();
    const add = (path: string, record: BrowseRecord & CountedRecord) => {
      all.push(share(browseTrack(path, record)));
      counted.add(path, record);
      const mark = meta.recordMark(path);
      marks.push(mark ?? Number.NaN);
      if (mark !== undefined) loose++;
    };
    const result = (table: MixTable) =>
      new MixTracks(table, {
        ...{ marks: new Float64Array(marks), counted, reading },
        loose: Math.min(loose, marks.length),
      });
    if (earlier === undefined) {
      for (const [path, record] of meta.tracks(READ_KEYS)) add(path, record);
      return result(new MixTable(all));
    }
    const isChanged = earlier.#changes(meta);
    let isSame = true;
    for (const path of meta.paths()) {
      const isNext = earlier.all[all.length]?.path === path;
      const position = isNext ? all.length : earlier.table.position(path);
      isSame &&= position === all.length;
      if (position !== undefined && !isChanged(path, position)) {
        all.push(earlier.all[position]);
        counted.keep(earlier.counted, position);
        marks.push(earlier.#marks[position]);
      } else {
        isSame = false;
        const record = meta.get(path, READ_KEYS);
        if (record) add(path, record);
      }
    }
    // a new table would drop all that was computed from this one
    return result(isSame && all.length === earlier.all.length ? earlier.table : new MixTable(all, earlier.table));
  }

  /** Returns true if a store still has the records that these facts were read from. */
  isOf(meta: MetaStore): boolean {
    return this.#reading?.meta === meta && this.#reading.revision === meta.revision;
  }

  /** Returns a function that tells if the record of a track, known at a position, changed since it was read. */
  #changes(meta: MetaStore): (path: string, position: number) => boolean {
    if (this.#reading?.meta !== meta) return (path, position) => this.#marks[position] !== meta.recordMark(path);
    const changed = new Set(meta.changedSince(this.#reading.revision));
    return (path) => changed.has(path);
  }

  /** Returns the same facts in columns; undefined if a text can't be stored. */
  packed(): { tracks: MixTracks; columns: StoredFacts } | undefined {
    const facts = packFacts(this.all);
    if (facts === undefined) return undefined;
    const columns = { ...facts, ...this.counted.columns(), marks: this.#marks } as StoredFacts;
    const table = new MixTable(new PackedFacts(columns).tracks());
    const { counted } = this;
    return { tracks: new MixTracks(table, { marks: this.#marks, counted, loose: 0, reading: this.#reading }), columns };
  }

  get all(): readonly BrowseTrack[] {
    return this.table.tracks as readonly BrowseTrack[];
  }

  /** Folded names of all tracks, to find one by words. */
  get names(): readonly SearchableTrack[] {
    this.#names ??= this.all.map((track) => searchableTrack(track.path, track));
    return this.#names;
  }

  /** Returns a track by its key in `meta.json`. */
  get(path: string): MixTrack | undefined {
    const track = this.table.get(path);
    return track && mixFacts(track);
  }

  /** Counts the tracks with vectors, and those whose vector another program replaced. */
  countVectors(): { vectors: number; replaced: number } {
    if (this.#counts === undefined) {
      this.#counts = { vectors: 0, replaced: 0 };
      for (let position = 0; position < this.all.length; position++) {
        const { vector } = this.counted.at(position);
        this.#counts.vectors += Number(vector !== undefined);
        this.#counts.replaced += Number(vector?.isReplaced === true);
      }
    }
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
      const rows = new Int32Array(this.all.length).map((_, position) => index.row(this.all[position].path) ?? -1);
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
function sharer(): (track: BrowseTrack) => BrowseTrack {
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

/** Returns the facts of a track that mixes need, as an object of their own. */
function mixFacts(track: MixTrack): MixTrack {
  const facts = MIX_FACTS.map((name) => [name, track[name]] as const).filter(([, value]) => value !== undefined);
  return Object.fromEntries(facts) as unknown as MixTrack;
}
