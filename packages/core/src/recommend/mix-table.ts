import { normalPath } from '../files/path-key.ts';
import type { CamelotKey } from '../keys/camelot.ts';
import { foldName } from '../tracks/fold-name.ts';
import { artistKeys } from './artist-names.ts';
import { keyIndex } from './key-value.ts';
import type { Likely, MixTrack } from './mix-track.ts';
import { songGroups } from './song-groups.ts';

/** Values of all tracks: the position of each track's value in the list of different values. */
export interface Column<Value> {
  ids: Uint32Array;
  values: readonly Value[];
}

/** States of tracks, in the order of the numbers of a column. */
export const TRACK_STATES = ['playable', 'failed', 'missing', 'staged'] as const satisfies readonly MixTrack['state'][];

type NumberName = 'rating' | 'durationS' | 'addedMs' | 'energy' | 'energyConfidence' | 'loudnessLufs';

/**
 * Likely values of all tracks. Those of track `i` lie from `starts[i]` to `starts[i + 1]`; each is a position in the
 * list of different values.
 */
export interface LikelyColumn {
  starts: Uint32Array;
  ids: Uint32Array;
  probabilities: Float64Array;
  values: Float64Array;
}

/** Tracks of a library, with what the filters read of all of them in columns. Each column is made at its first use. */
export class MixTable {
  readonly tracks: readonly MixTrack[];
  #positions: ReadonlyMap<string, number> | undefined;
  readonly #numbers = new Map<NumberName, Float64Array>();
  #states: Uint8Array | undefined;
  #tempos: LikelyColumn | undefined;
  #keys: LikelyColumn | undefined;
  #artists: Column<readonly string[]> | undefined;
  #genres: Column<string> | undefined;
  #folders: Column<string> | undefined;
  #tags: Column<readonly string[]> | undefined;
  #suggested: Column<readonly string[]> | undefined;
  #ownTags: Column<readonly string[]> | undefined;
  #songs: Int32Array | undefined;

  /** @param earlier Table before a change. Its columns that are still right are taken over. */
  constructor(tracks: readonly MixTrack[], earlier?: MixTable) {
    this.tracks = tracks;
    if (earlier !== undefined) this.#takeOver(earlier);
  }

  /**
   * Returns the positions of the tracks that are other objects than in an earlier table. Returns undefined if the
   * tables don't have the same paths in the same order.
   */
  changedSince({ tracks }: MixTable): number[] | undefined {
    if (tracks.length !== this.tracks.length) return undefined;
    const changed: number[] = [];
    for (let i = 0; i < tracks.length; i++) if (tracks[i] !== this.tracks[i]) changed.push(i);
    return changed.every((i) => tracks[i].path === this.tracks[i].path) ? changed : undefined;
  }

  /** Returns the position of a track; undefined if it is unknown. */
  position(path: string): number | undefined {
    // a start that only lists does without
    this.#positions ??= new Map(this.tracks.map((track, i) => [track.path, i]));
    return this.#positions.get(path);
  }

  get(path: string): MixTrack | undefined {
    const position = this.position(path);
    return position === undefined ? undefined : this.tracks[position];
  }

  /** Returns the values of a number of all tracks; NaN if unknown. */
  numbers(name: NumberName): Float64Array {
    let numbers = this.#numbers.get(name);
    if (numbers === undefined) {
      numbers = new Float64Array(this.tracks.length).map((_, i) => this.tracks[i][name] ?? Number.NaN);
      this.#numbers.set(name, numbers);
    }
    return numbers;
  }

  /** States: 0 playable, 1 failed, 2 missing, 3 staged. */
  get states(): Uint8Array {
    this.#states ??= new Uint8Array(this.tracks.length).map((_, i) => TRACK_STATES.indexOf(this.tracks[i].state));
    return this.#states;
  }

  get tempos(): LikelyColumn {
    this.#tempos ??= likelyColumn(
      this.tracks,
      ({ tempos }) => tempos,
      (bpm) => bpm,
    );
    return this.#tempos;
  }

  /** Keys as numbers, minor ones first: 0 is 1A, 12 is 1B, 23 is 12B. */
  get keys(): LikelyColumn {
    this.#keys ??= likelyColumn<CamelotKey>(
      this.tracks,
      ({ keys }) => keys,
      (key) => keyIndex(key) ?? Number.NaN,
    );
    return this.#keys;
  }

  /** Keys of each track's artists. */
  get artists(): Column<readonly string[]> {
    this.#artists ??= column(this.tracks, ({ artist = '' }) => artist, artistKeys);
    return this.#artists;
  }

  /** Folded genres; '' if unknown. */
  get genres(): Column<string> {
    this.#genres ??= column(this.tracks, ({ genre = '' }) => genre, foldPlain);
    return this.#genres;
  }

  /** Normal paths of the folders. */
  get folders(): Column<string> {
    this.#folders ??= column(this.tracks, ({ path }) => path.slice(0, lastSeparator(path)), folderForm);
    return this.#folders;
  }

  /** Folded tags. */
  get tags(): Column<readonly string[]> {
    this.#tags ??= column(this.tracks, ({ tags }) => tags.join('\n'), foldLines);
    return this.#tags;
  }

  /** Tags as written. Equal lists may be several values. */
  get ownTags(): Column<readonly string[]> {
    this.#ownTags ??= listColumn(this.tracks, ({ tags }) => tags);
    return this.#ownTags;
  }

  /** Folded tags that are suggested. */
  get suggested(): Column<readonly string[]> {
    this.#suggested ??= column(this.tracks, ({ suggested = [] }) => suggested.join('\n'), foldLines);
    return this.#suggested;
  }

  /** Number of each track's song, equal for all versions of it; -1 if its name is unknown. */
  get songs(): Int32Array {
    const { ids, values } = this.artists;
    this.#songs ??= songGroups(this.tracks, (position) => values[ids[position]]);
    return this.#songs;
  }

  #takeOver(earlier: MixTable): void {
    const changed = this.changedSince(earlier);
    if (changed === undefined) return;
    const same = <Part>(part: Part, read: (track: MixTrack) => unknown): Part | undefined =>
      changed.every((i) => isEqual(read(this.tracks[i]), read(earlier.tracks[i]))) ? part : undefined;
    this.#positions = earlier.#positions;
    this.#folders = earlier.#folders;
    for (const [name, numbers] of earlier.#numbers) {
      if (same(true, (track) => track[name])) this.#numbers.set(name, numbers);
    }
    this.#states = same(earlier.#states, ({ state }) => state);
    this.#tempos = same(earlier.#tempos, ({ tempos }) => tempos);
    this.#keys = same(earlier.#keys, ({ keys }) => keys);
    this.#artists = same(earlier.#artists, ({ artist }) => artist);
    this.#genres = same(earlier.#genres, ({ genre }) => genre);
    this.#tags = same(earlier.#tags, ({ tags }) => tags);
    this.#ownTags = same(earlier.#ownTags, ({ tags }) => tags);
    this.#suggested = same(earlier.#suggested, ({ suggested }) => suggested);
    this.#songs = same(earlier.#songs, ({ artist, title }) => [artist, title]);
  }
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function foldLines(joined: string): readonly string[] {
  return joined === '' ? [] : joined.split('\n').map(foldPlain);
}

/** Folds a genre or tag. Ignores case, accents and the kinds of spaces and dashes. */
export function foldPlain(text: string): string {
  return foldName(text)
    .normalize('NFD')
    .replace(/(\p{sc=Latin})\p{M}+/gu, '$1')
    .normalize('NFC');
}

/** Returns a folder's path in one form, for comparison. */
export function folderForm(folder: string): string {
  return normalPath(folder).normalize('NFC');
}

function lastSeparator(path: string): number {
  return Math.max(0, path.lastIndexOf('/'), path.lastIndexOf('\\'));
}

function column<Value>(
  tracks: readonly MixTrack[],
  textOf: (track: MixTrack) => string,
  derive: (text: string) => Value,
): Column<Value> {
  const ids = new Uint32Array(tracks.length);
  const known = new Map<string, number>();
  const values: Value[] = [];
  for (const [i, track] of tracks.entries()) {
    const text = textOf(track);
    let id = known.get(text);
    if (id === undefined) {
      id = values.push(derive(text)) - 1;
      known.set(text, id);
    }
    ids[i] = id;
  }
  return { ids, values };
}

/** Finds equal lists by their identity, since most tracks share theirs. */
function listColumn<List>(tracks: readonly MixTrack[], listOf: (track: MixTrack) => List): Column<List> {
  const known = new Map<List, number>();
  const ids = new Uint32Array(tracks.length).map((_, i) => {
    const list = listOf(tracks[i]);
    const id = known.get(list) ?? known.size;
    known.set(list, id);
    return id;
  });
  return { ids, values: [...known.keys()] };
}

function likelyColumn<Value>(
  tracks: readonly MixTrack[],
  listOf: (track: MixTrack) => readonly Likely<Value>[],
  numberOf: (value: Value) => number,
): LikelyColumn {
  const starts = new Uint32Array(tracks.length + 1);
  const ids: number[] = [];
  const probabilities: number[] = [];
  const known = new Map<Value, number>();
  const values: number[] = [];
  for (let i = 0; i < tracks.length; i++) {
    const list = listOf(tracks[i]);
    for (let j = 0; j < list.length; j++) {
      const { value, probability } = list[j];
      let id = known.get(value);
      if (id === undefined) {
        id = values.push(numberOf(value)) - 1;
        known.set(value, id);
      }
      ids.push(id);
      probabilities.push(probability);
    }
    starts[i + 1] = ids.length;
  }
  return {
    starts,
    ids: new Uint32Array(ids),
    probabilities: new Float64Array(probabilities),
    values: new Float64Array(values),
  };
}
