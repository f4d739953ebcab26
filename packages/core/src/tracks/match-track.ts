import { fileStem } from '../files/path-system.ts';
import { searchLetters, searchWords } from './search-words.ts';
import type { TrackRecord } from './track-record.ts';

/** The members of a record that give a track its name. */
export type NamedRecord = Pick<TrackRecord, 'artist' | 'title'>;

/**
 * Returns the display name of a track: "Artist - Title", one of the two, or the file's name without its extension.
 */
export function trackName(path: string, record: NamedRecord): string {
  const named = [record.artist, record.title].filter(Boolean).join(' - ');
  return named || fileStem(path);
}

/**
 * Returns true if a track's artist or title is a part of its file's name, in any Unicode form and with underscores for
 * spaces. Such a value may be replaced by a tag.
 */
export function isFromFileName(path: string, value: string): boolean {
  return withBlanks(fileStem(path)).includes(withBlanks(value));
}

function withBlanks(text: string): string {
  return text.normalize('NFC').replaceAll(/[\s_]+/g, ' ');
}

/** Tracks that a search found. */
export interface SeedMatches {
  /** Paths of the tracks, the best fit first. */
  paths: string[];
  /** Number of tracks, from the first, that match in full and equally well. */
  exactCount: number;
}

/** A text to search for. Its patterns match words of a name, also where that has a blank more or less. */
interface Wanted {
  spelled: string;
  /** All of a name. */
  name: RegExp;
  /** The end of a name, where the title is. */
  end: RegExp;
  words: readonly WantedWord[];
}

interface WantedWord {
  letters: string;
  whole: RegExp;
  start: RegExp;
}

/** A track that {@link matchNames} can find. */
export interface SearchableTrack {
  path: string;
  record: NamedRecord;
  /** Letters of its display name and path. */
  letters: string;
}

/** Prepares a track for {@link matchNames}. A program that searches often keeps the result. */
export function searchableTrack(path: string, record: NamedRecord): SearchableTrack {
  const name = searchLetters(trackName(path, record));
  const letters = searchLetters(path);
  // most files have the track's name
  return { path, record, letters: letters.includes(name) ? letters : `${name} ${letters}` };
}

interface Candidate {
  path: string;
  record: NamedRecord;
  lowerPath: string;
  /** Display name in lower case. */
  name: string;
  words: string;
}

function candidateOf({ path, record }: SearchableTrack): Candidate {
  const name = trackName(path, record);
  return { path, record, lowerPath: lowerCase(path), name: lowerCase(name), words: searchWords(name) };
}

type Fit = (wanted: Wanted, track: Candidate) => boolean;

const EXACT: readonly Fit[] = [
  (wanted, track) => track.lowerPath === wanted.spelled,
  (wanted, track) => track.name === wanted.spelled || isSpelledTitle(wanted, track),
  (wanted, track) => wanted.name.test(track.words) || isTitle(wanted, track),
];
const PARTS: readonly Fit[] = [
  (wanted, track) => hasWholeWords(wanted, track) && track.name.includes(wanted.spelled),
  hasWholeWords,
  (wanted, track) => track.name.includes(wanted.spelled),
  (wanted, track) => track.lowerPath.includes(wanted.spelled),
  ({ words }, track) => words.length > 0 && words.every(({ letters }) => track.words.includes(letters)),
];
const FITS = [...EXACT, ...PARTS];

/**
 * Finds the tracks that a text may mean. Full names come before parts, names before paths, whole words before parts of
 * words, and the same spelling before another; tracks that fit equally well keep their order.
 *
 * @param text A path, a title, any part of a path or of "Artist - Title", or words of them in any order. Case, accents,
 *   punctuation, blanks inside a word, "&" for "and" and "feat." do not matter.
 */
export function matchSeed(text: string, tracks: Iterable<readonly [path: string, record: NamedRecord]>): SeedMatches {
  return matchNames(
    text,
    Array.from(tracks, ([path, record]) => searchableTrack(path, record)),
  );
}

/** Does what {@link matchSeed} does, with tracks that are already prepared. */
export function matchNames(text: string, tracks: readonly SearchableTrack[]): SeedMatches {
  const spelled = lowerCase(text.trim());
  if (spelled === '') return { paths: [], exactCount: 0 };
  const wanted = wantedOf(spelled, searchWords(text));
  const byFit: string[][] = FITS.map(() => []);
  const unfit: Candidate[] = [];
  for (const track of tracks) {
    if (!wanted.words.every(({ letters }) => track.letters.includes(letters))) continue;
    const candidate = candidateOf(track);
    const fit = FITS.findIndex((test) => test(wanted, candidate));
    if (fit >= 0) byFit[fit].push(track.path);
    else unfit.push(candidate);
  }
  const paths = byFit.flat();
  const exact = byFit.slice(0, EXACT.length).find((found) => found.length > 0);
  return { paths: paths.length > 0 ? paths : matchPaths(wanted, unfit), exactCount: exact?.length ?? 0 };
}

function wantedOf(spelled: string, text: string): Wanted {
  const words = text.split(' ').filter(Boolean);
  const letters = words.join('');
  if (letters.length > LONGEST_TEXT) return { spelled, name: NOTHING, end: NOTHING, words: [] };
  return {
    spelled,
    name: spaced(letters, '^ ', ' $'),
    end: spaced(letters, ' ', ' $'),
    words: words.map((word) => ({ letters: word, whole: spaced(word, ' ', ' '), start: spaced(word, ' ', '') })),
  };
}

/** Returns a pattern of a word, which may have blanks between its letters: "ac dc" for "acdc". */
function spaced(letters: string, before: string, after: string): RegExp {
  return letters === '' ? NOTHING : new RegExp(before + [...letters].join(' ?') + after);
}

const NOTHING = /(?!)/;
/** Letters of a text that is compared by words; a longer one is no name, and too long for a pattern. */
const LONGEST_TEXT = 1000;
const FULL_PATH = /^(?:[\\/]|[a-z]:[\\/])/;

/** Finds tracks by words of the path, for example of an album. */
function matchPaths({ spelled, words }: Wanted, tracks: readonly Candidate[]): string[] {
  // a full path can't match another file
  if (words.length === 0 || FULL_PATH.test(spelled)) return [];
  const found: string[] = [];
  for (const { path, words: name } of tracks) {
    const text = searchWords(path) + name;
    if (words.every(({ start }) => start.test(text))) found.push(path);
  }
  return found;
}

// the folded name ends with the title

function isSpelledTitle({ spelled }: Wanted, { name, record }: Candidate): boolean {
  return name.endsWith(spelled) && lowerCase(record.title ?? '') === spelled;
}

function isTitle({ name, end }: Wanted, { words, record }: Candidate): boolean {
  return end.test(words) && name.test(searchWords(record.title ?? ''));
}

function hasWholeWords({ words }: Wanted, track: Candidate): boolean {
  return words.length > 0 && words.every(({ whole }) => whole.test(track.words));
}

const lowerCase = (text: string): string => text.normalize('NFC').toLowerCase();
