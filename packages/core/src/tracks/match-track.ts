import { fileStem } from '../files/path-system.ts';
import { type SearchWords, searchWords } from './search-words.ts';
import type { TrackRecord } from './track-record.ts';

/**
 * Returns the display name of a track: "Artist - Title", one of the two, or the file's name without its extension.
 */
export function trackName(path: string, record: TrackRecord): string {
  const named = [record.artist, record.title].filter(Boolean).join(' - ');
  return named || fileStem(path);
}

/**
 * Returns true if a track's artist or title is a part of its file's name, in any Unicode form and with underscores for
 * spaces. Such a value may be replaced by a tag.
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
  /** Number of tracks, from the first, that match in full and equally well. */
  exactCount: number;
}

interface Wanted {
  spelled: string;
  words: SearchWords;
  each: readonly string[];
}

interface Candidate {
  path: string;
  name: string;
  words: SearchWords;
  record: TrackRecord;
}

type Fit = (wanted: Wanted, track: Candidate) => boolean;

const EXACT: readonly Fit[] = [
  (wanted, track) => track.path === wanted.spelled,
  (wanted, track) => track.name === wanted.spelled || isSpelledTitle(wanted, track),
  (wanted, track) => isSame(wanted.words, track.words) || isTitle(wanted, track),
];
const PARTS: readonly Fit[] = [
  (wanted, track) => hasWholeWords(wanted, track) && track.name.includes(wanted.spelled),
  hasWholeWords,
  (wanted, track) => track.name.includes(wanted.spelled),
  (wanted, track) => track.path.includes(wanted.spelled),
  (wanted, track) => wanted.each.length > 0 && wanted.each.every((word) => isPart(word, track.words)),
];
const FITS = [...EXACT, ...PARTS];

/**
 * Finds the tracks that a text may mean. Full names come before parts, names before paths, whole words before parts of
 * words, and the same spelling before another; tracks that fit equally well keep their order.
 *
 * @param text A path, a title, any part of a path or of "Artist - Title", or words of them in any order. Case, accents,
 *   punctuation, "&" for "and" and "feat." do not matter.
 */
export function matchSeed(text: string, tracks: Iterable<readonly [path: string, record: TrackRecord]>): SeedMatches {
  const spelled = lowerCase(text.trim());
  if (spelled === '') return { paths: [], exactCount: 0 };
  const words = searchWords(text);
  const wanted: Wanted = { spelled, words, each: words.apart.split(' ').filter(Boolean) };
  const byFit: string[][] = FITS.map(() => []);
  const unfit: (readonly [path: string, record: TrackRecord])[] = [];
  for (const entry of tracks) {
    const [path, record] = entry;
    const name = trackName(path, record);
    const track: Candidate = { path: lowerCase(path), name: lowerCase(name), words: searchWords(name), record };
    const fit = FITS.findIndex((test) => test(wanted, track));
    if (fit >= 0) byFit[fit].push(path);
    else unfit.push(entry);
  }
  const paths = byFit.flat();
  const exact = byFit.slice(0, EXACT.length).find((found) => found.length > 0);
  return { paths: paths.length > 0 ? paths : matchPaths(wanted, unfit), exactCount: exact?.length ?? 0 };
}

const FULL_PATH = /^(?:[\\/]|[a-z]:[\\/])/;

/** Finds tracks by words of the path, for example of an album. */
function matchPaths({ spelled, each }: Wanted, tracks: Iterable<readonly [path: string, record: TrackRecord]>) {
  // a full path can't match another file
  if (each.length === 0 || FULL_PATH.test(spelled)) return [];
  const found: string[] = [];
  for (const [path, record] of tracks) {
    const words = searchWords(path).apart + searchWords(trackName(path, record)).apart;
    if (each.every((word) => words.includes(` ${word}`))) found.push(path);
  }
  return found;
}

function isSame(a: SearchWords, b: SearchWords): boolean {
  return a.apart !== ' ' && (a.apart === b.apart || a.joined === b.joined);
}

// the folded name ends with the title

function isSpelledTitle({ spelled }: Wanted, { name, record }: Candidate): boolean {
  return name.endsWith(spelled) && lowerCase(record.title ?? '') === spelled;
}

function isTitle({ words: wanted }: Wanted, { words, record }: Candidate): boolean {
  const mayBe = words.apart.endsWith(wanted.apart) || words.joined.endsWith(wanted.joined);
  return mayBe && isSame(wanted, searchWords(record.title ?? ''));
}

function hasWholeWords({ each }: Wanted, { words }: Candidate): boolean {
  return each.length > 0 && each.every((word) => isPart(` ${word} `, words));
}

function isPart(text: string, { apart, joined }: SearchWords): boolean {
  return apart.includes(text) || joined.includes(text);
}

const lowerCase = (text: string): string => text.normalize('NFC').toLowerCase();
