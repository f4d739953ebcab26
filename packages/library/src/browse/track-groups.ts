import type { BrowseTrack } from './browse-track.ts';
import { folderOf } from './sort-keys.ts';

/** Width of a step of tempos, in BPM. */
export const BPM_STEP = 2;

/** Values of a track by which counts group it; '' if unknown. */
const VALUES = {
  keys: ({ key }) => [key ?? ''],
  bpms: ({ bpm }) => [bpm === undefined ? '' : String(BPM_STEP * Math.floor(bpm / BPM_STEP))],
  genres: ({ genre }) => [genre ?? ''],
  tags: ({ tags }) => tags,
  ratings: ({ rating }) => [String(Math.round(rating ?? 0))],
  folders: ({ path }) => [folderOf(path)],
} as const satisfies Record<string, (track: BrowseTrack) => readonly string[]>;

/** Name of a value by which tracks are counted. */
export type GroupName = keyof typeof VALUES;

/** Tracks in groups of equal values. */
export interface TrackGroups {
  /** Group of each track. */
  ids: Uint32Array;
  /** Values of each group. */
  values: readonly (readonly string[])[];
}

/** Returns true if two tracks have the same values of a group. */
export function haveSameGroup(a: BrowseTrack, b: BrowseTrack, name: GroupName): boolean {
  return JSON.stringify(VALUES[name](a)) === JSON.stringify(VALUES[name](b));
}

export function trackGroups(tracks: readonly BrowseTrack[], name: GroupName): TrackGroups {
  const known = new Map<string, number>();
  const values: (readonly string[])[] = [];
  const ids = new Uint32Array(tracks.length).map((_, position) => {
    const own = VALUES[name](tracks[position]);
    const text = own.length === 1 ? `=${own[0]}` : JSON.stringify(own);
    let id = known.get(text);
    if (id === undefined) {
      id = values.push(own) - 1;
      known.set(text, id);
    }
    return id;
  });
  return { ids, values };
}

/** Counts the tracks at positions by value, in the order in which the values occur. */
export function countGroups(positions: Uint32Array, { ids, values }: TrackGroups): Map<string, number> {
  const counts = new Uint32Array(values.length);
  const met: number[] = [];
  for (const position of positions) if (counts[ids[position]]++ === 0) met.push(ids[position]);
  const byValue = new Map<string, number>();
  for (const id of met) for (const value of values[id]) byValue.set(value, (byValue.get(value) ?? 0) + counts[id]);
  return byValue;
}
