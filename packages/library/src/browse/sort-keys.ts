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

/** Returns the sort keys of tracks in a column: '' or NaN if unknown. */
export function sortKeys(
  tracks: readonly BrowseTrack[],
  column: SortColumn,
  texts: FoldedTexts,
): readonly string[] | Float64Array {
  const keyOf = KEYS[column] as (track: BrowseTrack) => string | number | undefined;
  if (!TEXT_COLUMNS.has(column)) return Float64Array.from(tracks, (track) => (keyOf(track) as number) ?? Number.NaN);
  return tracks.map((track) => texts.fold((keyOf(track) as string | undefined) ?? ''));
}
