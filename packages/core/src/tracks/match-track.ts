import { fileStem } from '../files/path-system.ts';
import type { TrackRecord } from './track-record.ts';

/**
 * Returns the name of a track for people: "Artist - Title", or one of the two, or the file's name without its
 * extension.
 */
export function trackName(path: string, record: TrackRecord): string {
  const named = [record.artist, record.title].filter(Boolean).join(' - ');
  return named || fileStem(path);
}

/**
 * Returns true if a track's artist or title is a part of its file's name, in any Unicode form and with underscores for
 * spaces. Nobody typed it, so a tag may replace it.
 */
export function isFromFileName(path: string, value: string): boolean {
  return spaced(fileStem(path)).includes(spaced(value));
}

function spaced(text: string): string {
  return text.normalize('NFC').replaceAll(/[\s_]+/g, ' ');
}

/** Tracks that a search found. */
export interface SeedMatches {
  /** Paths of the tracks, the best fit first. */
  paths: string[];
  /** True if the first track was named in full. */
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
 * Finds the tracks that a text may mean. Full names come before parts, and names before paths; tracks that fit equally
 * well keep their order.
 *
 * @param wanted A path, a title, any part of a path or of "Artist - Title", or words of it in any order. Case and
 *   Unicode form do not matter.
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
