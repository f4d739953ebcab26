import type { FilterName, FilterOptions, Widening } from '@rbassist/core';
import type { RecommendResult } from '@rbassist/library';
import { commandLine, shellWord } from '../output/command-line.ts';
import { formatCount } from '../output/count.ts';
import type { Output } from '../output/output.ts';
import { clockText } from './mix-points-text.ts';

/** Options of the request that the notes mention. */
export type AskedFilters = Pick<FilterOptions, 'tags' | 'notTags'> & {
  top: number;
  tempoPct: number;
  /** Option that asks for the number of tracks. @default `--top` and the number */
  limit?: string;
  /** Option that allows any key. @default '--no-camelot-neighbors' */
  anyKey?: string;
};

type Counts = Pick<RecommendResult, 'tracks' | 'left' | 'filtered' | 'widenings'> & { seeds: readonly unknown[] };
type Given = Pick<Output, 'dataDir' | 'verbose'>;

/** Kinds of removed tracks to name if the list is full. */
const MOST_KINDS = 3;
/** Choices that fit a sentence. */
const MOST_CHOICES = 2;

/**
 * Says how many tracks each filter removed: in one line if the list is full, otherwise one line per filter, with the
 * options that find more.
 */
export function filterNotes(counts: Counts, asked: AskedFilters, given: Given): string[] {
  const { seeds, tracks, left, filtered, widenings } = counts;
  if (tracks === 0) return [];
  const removed = Object.entries(filtered).filter(([, count]) => count > 0) as [FilterName, number][];
  removed.sort(([, a], [, b]) => b - a);
  const isFull = left >= asked.top;
  const verb = left === 1 ? 'mixes' : 'mix';
  const first = `${formatCount(left)} of ${formatCount(tracks)} tracks ${verb} with ${seeds.length > 1 ? 'them' : 'it'}.`;
  const kinds = removed.map(([name, count]) => `${formatCount(count)} ${kindText(name, asked)}`);
  if (isFull && !given.verbose) return kinds.length === 0 ? [] : [`${first} Left out: ${shortList(kinds, removed)}.`];
  const lines = removed.map(([name], i) => `  ${kinds[i]}${adviceText(name, given)}`);
  return [
    ...(lines.length === 0 ? [] : [`${first} Left out:`, ...lines]),
    ...(isFull ? [] : fewerNote(asked, removed, widenings)),
  ];
}

function shortList(kinds: readonly string[], removed: readonly [FilterName, number][]): string {
  const others = removed.slice(MOST_KINDS).reduce((sum, [, count]) => sum + count, 0);
  return [...kinds.slice(0, MOST_KINDS), ...(others === 0 ? [] : [`${formatCount(others)} for other reasons`])].join(
    ', ',
  );
}

function kindText(name: FilterName, { tempoPct }: AskedFilters): string {
  return name === 'tempo' ? `by tempo (more than ${tempoPct} % apart)` : KINDS[name];
}

const KINDS: Readonly<Record<Exclude<FilterName, 'tempo'>, string>> = {
  missing: 'with missing files',
  staged: 'staged as duplicates',
  failed: 'that failed',
  noVector: 'without a vector',
  excluded: 'excluded by you',
  crate: 'not in the crate',
  folder: 'in other folders',
  key: 'by key',
  tags: 'by tag',
  genre: 'by genre',
  rating: 'by rating',
  length: 'by length',
  added: 'by date',
  words: 'by words',
  artist: 'by the same artist',
  version: 'as other versions of a song',
  copy: 'as copies',
};

/** Commands that help with tracks that no option brings back. */
function adviceText(name: FilterName, given: Given): string {
  switch (name) {
    case 'missing':
      return `; see ${commandLine(['library', 'check'], given)}`;
    case 'failed':
      return `; see ${commandLine(['failed'], given)}`;
    case 'noVector':
      return `; run ${commandLine(['scan', 'FOLDER'], given)}`;
    default:
      return '';
  }
}

function fewerNote(asked: AskedFilters, removed: readonly [FilterName, number][], widenings: readonly Widening[]) {
  const fewer = `That is fewer than ${asked.limit ?? `--top ${asked.top}`}`;
  const isFiltered = removed.some(([name]) => !UNFILTERED.has(name));
  if (!isFiltered) return [`${fewer}: the library has no more tracks.`];
  if (widenings.length === 0) return [`${fewer}, and wider filters find no more.`];
  const choices = widenings.map(({ options, more }) => `${wideningText(options, asked)} (${formatCount(more)} more)`);
  if (choices.length <= MOST_CHOICES) return [`To find more, ${choices.join(', or ')}.`];
  return ['To find more:', ...choices.map((choice) => `  ${choice}`)];
}

/** Filters that no option turns off. */
const UNFILTERED: ReadonlySet<FilterName> = new Set(['missing', 'staged', 'failed', 'noVector']);

function wideningText(options: FilterOptions, asked: AskedFilters): string {
  const used = usedFlags(options, asked);
  const dropped = droppedFlags(options, asked);
  return [used.length > 0 && `use ${used.join(' ')}`, dropped.length > 0 && `leave out ${dropped.join(' and ')}`]
    .filter(Boolean)
    .join(' and ');
}

/** Returns the flags that widen the filters. */
function usedFlags(options: FilterOptions, { anyKey = '--no-camelot-neighbors' }: AskedFilters): string[] {
  const { tempoPct, allowDoubletime, camelotNeighbors, keyDistance, genres = [], minRating = 0 } = options;
  const { minDurationS = 0, maxDurationS, addedSince, addedUntil, minFit, otherVersions } = options;
  return [
    ...(tempoPct === undefined ? [] : [`--tempo-pct ${tempoPct}`]),
    ...(allowDoubletime ? ['--allow-doubletime'] : []),
    ...(camelotNeighbors === false ? [anyKey] : []),
    ...(keyDistance === undefined ? [] : [`--key-distance ${keyDistance}`]),
    ...genres.map((genre) => `--genre ${shellWord(genre)}`),
    ...(minRating > 0 ? [`--min-rating ${minRating}`] : []),
    ...(minDurationS > 0 ? [`--min-length ${clockText(minDurationS)}`] : []),
    ...(maxDurationS === undefined ? [] : [`--max-length ${clockText(maxDurationS)}`]),
    ...(addedSince === undefined ? [] : [`--added-since ${localDay(`${addedSince}T00:00:00Z`)}`]),
    ...(addedUntil === undefined ? [] : [`--added-until ${localDay(`${addedUntil}T23:59:59Z`)}`]),
    ...(minFit === undefined ? [] : [`--min-fit ${minFit}`]),
    ...(otherVersions ? ['--other-versions'] : []),
  ];
}

/** Returns the flags to type no longer. */
function droppedFlags(options: FilterOptions, asked: AskedFilters): string[] {
  const { tags, notTags, genres, minRating, minDurationS, folders, newArtist } = options;
  const without = (name: string, given: readonly string[] = [], kept: readonly string[] = given) =>
    given.filter((tag) => !kept.includes(tag)).map((tag) => `--${name} ${shellWord(tag)}`);
  return [
    ...without('tag', asked.tags, tags),
    ...without('not-tag', asked.notTags, notTags),
    ...(genres?.length === 0 ? ['--genre'] : []),
    ...(minRating === 0 ? ['--min-rating'] : []),
    ...(minDurationS === 0 ? ['--min-length'] : []),
    ...(folders?.length === 0 ? ['--folder'] : []),
    ...(newArtist === false ? ['--new-artist'] : []),
  ];
}

/** Returns the day of a time by the clock of this computer, since the flags count days by it. */
function localDay(time: string): string {
  const day = new Date(time);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
}
