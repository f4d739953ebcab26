import { fileStem } from '../files/path-system.ts';
import type { TrackRecord } from './track-record.ts';

/** The name a person knows a track by: "Artist - Title", or what there is of it, or the file's name without its ending. */
export function trackName(path: string, record: TrackRecord): string {
  const named = [record.artist, record.title].filter(Boolean).join(' - ');
  return named || fileStem(path);
}

/** Tracks that a person may mean, best fit first; `exact` when the first was named in full. */
export interface SeedMatches {
  paths: string[];
  exact: boolean;
}

const EXACT = 1;
const fits: readonly ((wanted: Wanted, track: Folded) => boolean)[] = [
  (wanted, track) => track.path === wanted.text,
  (wanted, track) => track.name === wanted.text || track.title === wanted.text || track.plain === wanted.plain,
  (wanted, track) => track.name.includes(wanted.text),
  (wanted, track) => track.path.includes(wanted.text),
  (wanted, track) => wanted.words.length > 0 && wanted.words.every((word) => track.plain.includes(word)),
];

interface Wanted {
  text: string;
  plain: string;
  words: string[];
}

interface Folded {
  path: string;
  name: string;
  title: string;
  plain: string;
}

/**
 * Finds the tracks that `wanted` may mean: a path, a name, any part of a path or of "Artist - Title", or words of it in any order; case and
 * Unicode form do not count. Full names come before parts, names before paths; within one kind the library's order holds.
 */
export function matchSeed(wanted: string, tracks: Iterable<readonly [path: string, record: TrackRecord]>): SeedMatches {
  const text = fold(wanted.trim());
  if (text === '') return { paths: [], exact: false };
  const query: Wanted = { text, plain: plainWords(text), words: plainWords(text).split(' ').filter(Boolean) };
  const byFit: string[][] = fits.map(() => []);
  for (const [path, record] of tracks) {
    const name = fold(trackName(path, record));
    const track: Folded = { path: fold(path), name, title: fold(record.title ?? ''), plain: plainWords(name) };
    const fit = fits.findIndex((test) => test(query, track));
    if (fit >= 0) byFit[fit].push(path);
  }
  return { paths: byFit.flat(), exact: byFit.slice(0, EXACT + 1).some((paths) => paths.length > 0) };
}

const fold = (text: string): string => text.normalize('NFC').toLowerCase();
const plainWords = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
