import { mixTrack, type Recommendation, type TrackRecord, trackName } from '@rbassist/core';
import type { RecommendResult } from '@rbassist/library';
import { commandLine, typedCommand } from '../output/command-line.ts';
import { formatCount } from '../output/count.ts';
import type { Output } from '../output/output.ts';

type Given = Pick<Output, 'dataDir'>;
type Named = Pick<Recommendation, 'path' | 'record'>;

const MATCHES_LISTED = 5;

/** Lists other tracks that match the seed: five, or all with `--verbose`. Shows paths if names are equal. */
export function matchesNote(
  text: string,
  { seed, otherMatches }: Pick<RecommendResult, 'seed' | 'otherMatches'>,
  recordOf: (path: string) => TrackRecord | undefined,
  { verbose }: Pick<Output, 'verbose'>,
): string[] {
  if (otherMatches.length === 0) return [];
  const listed = otherMatches.slice(0, verbose ? undefined : MATCHES_LISTED);
  const names = new Map([seed.path, ...listed].map((path) => [path, trackName(path, recordOf(path) ?? {})]));
  const unique = uniqueNames(names);
  const more = otherMatches.length - listed.length;
  const isPathNeeded = listed.every((path) => unique(path) === path);
  return [
    `"${text}" matches ${formatCount(otherMatches.length + 1)} tracks; using ${unique(seed.path)}. It also matches:`,
    ...listed.map((path) => `  ${unique(path)}`),
    ...(more > 0 ? [`  and ${formatCount(more)} more (use --verbose to list all)`] : []),
    `To use another one, give ${isPathNeeded ? 'its path' : 'more of its name, or its path'}.`,
  ];
}

/** Returns a function that gives a track's name, or its path if the name is not unique. */
function uniqueNames(names: ReadonlyMap<string, string>): (path: string) => string {
  const counts = new Map<string, number>();
  for (const name of names.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (path) => {
    const name = names.get(path) ?? path;
    return counts.get(name) === 1 ? name : path;
  };
}

const LIKELY = { tempo: 'tempos', key: 'keys' } as const;
const FACTS = { tempo: 'BPM', key: 'key' } as const;

/** Explains which filters are off because the BPM or key of a seed is unknown. */
export function inactiveNote(
  { seeds, inactive: filters }: { seeds: readonly Named[]; inactive: RecommendResult['inactive'] },
  given: Given,
): string[] {
  const inactive = filters.filter((filter): filter is keyof typeof FACTS => filter in FACTS);
  if (inactive.length === 0) return [];
  const facts = inactive.map((filter) => FACTS[filter]).join(' and ');
  const lacking = seeds.map(({ path, record }) => mixTrack(path, record));
  const found = lacking.findIndex((seed) => inactive.some((filter) => seed[LIKELY[filter]].length === 0));
  const seed = seeds[Math.max(0, found)];
  const name = seeds.length > 1 ? trackName(seed.path, seed.record) : 'this track';
  const isAnalysed = inactive.every((filter) => seed.record.analysis_version?.[filter] !== undefined);
  const remedy = isAnalysed ? '' : ` Run ${commandLine(['analyze', seed.path], given)} first.`;
  return [
    `The ${facts} of ${name} ${inactive.length > 1 ? 'are' : 'is'} unknown, so tracks of any ${inactive.join(' or ')} mix.${remedy}`,
  ];
}

/** Text that looks like a flag, or that some shell changes inside the quotes of `typedCommand`. */
const UNSAFE_TEXT = process.platform === 'win32' ? /^-|["“”„$%`\p{C}]/u : /^-|\p{C}/u;

/**
 * Advises to go on from the first track that is no copy of the seed: by its name, or by its path if another listed
 * track has that name.
 */
export function nextNote(
  { seed, recommendations }: { seed: Named; recommendations: readonly Named[] },
  given: Given,
): string[] {
  const seedName = trackName(seed.path, seed.record);
  const names = recommendations.map(({ path, record }) => trackName(path, record));
  const next = names.findIndex((name) => name !== seedName);
  if (next < 0) return [];
  const name = names[next];
  const isShared = names.lastIndexOf(name) !== next;
  const typed = [...(isShared ? [] : [name]), recommendations[next].path].find((text) => !UNSAFE_TEXT.test(text));
  return typed === undefined ? [] : [`Next: ${typedCommand(['recommend', typed], given)}`];
}
