import { foldPlain } from '@rbassist/core';
import type { BrowseTrack } from './browse-track.ts';

/** Sort key of a track in each column; a text is folded. Undefined if unknown. */
const KEYS = {
  title: ({ name }) => name,
  artist: ({ artist }) => artist,
  album: ({ album }) => album,
  genre: ({ genre }) => genre,
  comments: ({ comments }) => comments,
  folder: ({ path }) => folderOf(path),
  bpm: ({ bpm }) => bpm,
  bpmConfidence: ({ bpmConfidence }) => bpmConfidence,
  key: ({ key }) => (key === undefined ? undefined : 2 * Number.parseInt(key, 10) + Number(key.endsWith('B'))),
  keyConfidence: ({ keyConfidence }) => keyConfidence,
  energy: ({ energy }) => energy,
  duration: ({ durationS }) => durationS,
  loudness: ({ loudnessLufs }) => loudnessLufs,
  rating: ({ rating }) => rating,
  added: ({ addedMs }) => addedMs,
  modified: ({ modifiedMs }) => modifiedMs,
  state: ({ state }) => state,
  hasVector: ({ hasVector }) => Number(hasVector),
} as const satisfies Record<string, (track: BrowseTrack) => string | number | undefined>;

/** A column that lists can be sorted by. */
export type SortColumn = keyof typeof KEYS;

/** Columns that lists can be sorted by. */
export const SORT_COLUMNS = Object.keys(KEYS) as readonly SortColumn[];

const TEXT_COLUMNS: ReadonlySet<SortColumn> = new Set([
  ...(['title', 'artist', 'album', 'genre', 'comments'] as const),
  ...(['folder', 'state'] as const),
]);
/** Characters of a text that decide its place. */
const COMPARED = 64;

/** Returns the path of the folder of a track, of any system. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'), path.lastIndexOf('\\')));
}

/** Folds texts for sorting, each different one once. */
export class FoldedTexts {
  readonly #folded = new Map<string, string>();

  fold(text: string): string {
    let folded = this.#folded.get(text);
    if (folded === undefined) {
      folded = foldPlain(text).slice(0, COMPARED);
      this.#folded.set(text, folded);
    }
    return folded;
  }
}

/** Sort keys of all tracks in a column. */
export interface SortKeys {
  /** Number of different keys. */
  count: number;
  /** Place of each track's key among the different keys, from low to high; `count` if it is unknown. */
  ranks: Uint32Array;
  /** Different texts in this order. A file does not have them. */
  texts?: readonly string[];
}

/** Returns a track's key in a column; null if it is unknown. */
export function sortKey(track: BrowseTrack, column: SortColumn, texts: FoldedTexts): string | number | null {
  const own = KEYS[column](track);
  const key = typeof own === 'string' ? texts.fold(own) : own;
  return key === undefined || key === '' || Number.isNaN(key) ? null : key;
}

/** @param earlier Sorted texts of an earlier table, which make sorting faster. */
export function sortKeys(
  tracks: readonly BrowseTrack[],
  column: SortColumn,
  texts: FoldedTexts,
  earlier: readonly string[] = [],
): SortKeys {
  const keyOf = KEYS[column] as (track: BrowseTrack) => string | number | undefined;
  if (TEXT_COLUMNS.has(column)) return textKeys(tracks, (track) => texts.fold((keyOf(track) as string) ?? ''), earlier);
  return numberKeys(
    new Float64Array(tracks.length).map((_, i) => (keyOf(tracks[i]) as number | undefined) ?? Number.NaN),
  );
}

function textKeys(
  tracks: readonly BrowseTrack[],
  keyOf: (track: BrowseTrack) => string,
  earlier: readonly string[],
): SortKeys {
  const ids = new Map(earlier.map((text, id) => [text, id]));
  const texts = [...earlier];
  const own = new Int32Array(tracks.length).map((_, i) => {
    const text = keyOf(tracks[i]);
    if (text === '') return -1;
    let id = ids.get(text);
    if (id === undefined) {
      id = texts.push(text) - 1;
      ids.set(text, id);
    }
    return id;
  });
  const isUsed = new Uint8Array(texts.length);
  for (const id of own) if (id >= 0) isUsed[id] = 1;
  const sorted = texts.filter((_, id) => isUsed[id] === 1).sort();
  const count = sorted.length;
  const rankOf = new Uint32Array(texts.length);
  for (const [rank, text] of sorted.entries()) rankOf[ids.get(text) as number] = rank;
  const ranks = new Uint32Array(own.length).map((_, i) => (own[i] < 0 ? count : rankOf[own[i]]));
  return { count, ranks, texts: sorted };
}

function numberKeys(keys: Float64Array): SortKeys {
  const sorted = keys.filter((key) => !Number.isNaN(key)).sort();
  const values = sorted.filter((key, i) => i === 0 || key !== sorted[i - 1]);
  const rankOf = (key: number) => (Number.isNaN(key) ? values.length : rankIn(values, key));
  return { count: values.length, ranks: new Uint32Array(keys.length).map((_, i) => rankOf(keys[i])) };
}

/** Returns the place of a number in a sorted list that has it. */
function rankIn(values: Float64Array, key: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
