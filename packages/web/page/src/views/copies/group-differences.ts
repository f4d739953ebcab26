import type { text } from '../../text/en.ts';
import { filesOf } from './choices.ts';
import type { CopyFile, CopyGroup } from './copies-queries.ts';

/** A value by which copies may differ. */
export type Difference = keyof typeof text.copies.differences;

/** Seconds; programs round the length of the same audio differently. */
const SAME_LENGTH_S = 1;
/** Kilobits per second; encoders of one setting differ by less. */
const SAME_BITRATE = 16;

const VALUES: Readonly<Record<Difference, (file: CopyFile) => unknown>> = {
  format: ({ path }) => formatOf(path),
  bitrate: ({ facts }) => facts.bitrate && Math.round(facts.bitrate / SAME_BITRATE),
  sampleRate: ({ sampleRate }) => sampleRate,
  duration: ({ duration }) => duration && Math.round(duration / SAME_LENGTH_S),
  title: ({ title }) => title,
  artist: ({ artist }) => artist,
  album: ({ album }) => album,
  cues: ({ facts }) => facts.cues,
  grid: ({ facts }) => facts.grid,
  tags: ({ facts }) => facts.tags,
  rating: ({ facts }) => facts.rating,
};

/** Returns the values by which the files of a group differ. */
export function differencesOf(group: CopyGroup): Difference[] {
  const files = filesOf(group);
  const names = Object.keys(VALUES) as Difference[];
  return names.filter((name) => new Set(files.map(VALUES[name])).size > 1);
}

/** Returns the format of a file by its ending, such as "FLAC". */
export function formatOf(path: string): string {
  return /\.([^./\\]{1,5})$/.exec(path)?.[1]?.toUpperCase() ?? '';
}

/** Returns a path in two parts: folder and name. */
export function splitPath(path: string): [folder: string, name: string] {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return [path.slice(0, at + 1), path.slice(at + 1)];
}

/** Returns the letter of a file in its group, such as "A". */
export function letterOf(place: number): string {
  return place < 26 ? String.fromCharCode(65 + place) : String(place + 1);
}
