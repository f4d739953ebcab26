import {
  checkOptions,
  type FilterCounts,
  noCounts,
  OptionError,
  optionRules,
  type Recommendation,
  type RecommendOptions,
  RUN_OPTION_RULES,
  type RunOptions,
  recommend,
  recommendSettings,
  requireRule,
  type TrackRecord,
} from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { readQuery } from '../sound-tags/read-query.ts';
import { scoreQuery } from '../sound-tags/score-query.ts';
import { soundTagTable } from '../sound-tags/sound-tag-table.ts';
import { usableIndex } from '../vectors/usable-index.ts';
import { type NamedTrackOptions, resolvePathOptions } from './path-options.ts';
import { chosenSeed, findSeeds } from './seeds.ts';

/** Options of `Library.recommend`. */
export type RecommendTracksOptions = RecommendOptions & NamedTrackOptions & WordOptions & RunOptions;

interface WordOptions {
  /** Keeps only tracks that fit these words, as in `Library.find`; see `minFit` and `fitWeight`. */
  words?: string;
}

/** A seed of a recommendation. */
export interface RecommendSeed {
  path: string;
  record: TrackRecord;
}

/** The tracks that go with the seeds, the seeds themselves, and the number of tracks that the filters removed. */
export interface RecommendResult extends FilterCounts {
  /** The first seed. */
  seed: RecommendSeed;
  /** All seeds. */
  seeds: RecommendSeed[];
  /** True if the given text is the path, the name or the title of the first seed. */
  exact: boolean;
  /** Other matches of the first text, best first. If the match is exact, only those that match equally well. */
  otherMatches: string[];
  recommendations: Recommendation[];
  /** True if the call was aborted; there are no recommendations and no counts then. */
  interrupted: boolean;
}

/** See `Library.recommend`. */
export async function recommendTracks(
  context: LibraryContext,
  texts: string | readonly string[],
  { signal, onProgress, crates, words, ...options }: RecommendTracksOptions,
): Promise<RecommendResult> {
  const asked = requireSeeds(texts);
  checkOptions({ signal, onProgress }, RUN_OPTION_RULES);
  if (words !== undefined) requireRule('words', words, optionRules.text);
  recommendSettings(options);
  await context.refresh();
  const found = await findSeeds(context, asked);
  const unlike = await findSeeds(context, options.unlike ?? [], 'unwanted track');
  const settings = await resolvePathOptions(context, { ...options, crates });
  const result = (paths: readonly string[]) => ({
    ...seedFacts(context, paths),
    exact: found[0].isExact,
    otherMatches: found[0].matches.filter((path) => path !== paths[0]),
  });
  const interrupted = (): RecommendResult => ({
    ...result(found.map(({ matches: [best] }) => best)),
    ...noCounts(),
    recommendations: [],
    interrupted: true,
  });
  if (signal?.aborted) return interrupted();
  const index = await usableIndex(context, { signal, onProgress });
  if (index === undefined || signal?.aborted) return interrupted();
  const seeds = [...new Set(found.map((each) => chosenSeed(context, index, each)))];
  const unwanted = [...new Set(unlike.map((each) => chosenSeed(context, index, each)))];
  requireOthers(seeds, unwanted);
  warnOfReplaced(context);
  const fits = words === undefined ? undefined : await fitsOf(context, index, words);
  const { mixTracks } = context;
  const outcome = recommend(
    {
      seeds,
      table: mixTracks.table,
      source: index,
      tableSource: mixTracks.sourceOf(index),
      ...(fits && { fits }),
      record: (path) => context.recordOf(path),
    },
    { ...settings, unlike: unwanted },
  );
  return { ...result(seeds), ...outcome, interrupted: false };
}

/** Returns how well each track fits words. Throws the errors of `readQuery`. */
async function fitsOf(context: LibraryContext, index: ReadonlyVectorIndex, words: string): Promise<Float32Array> {
  const table = soundTagTable(index);
  const sound = { index, ...(table && { table }) };
  return scoreQuery(context, await readQuery(context, words, sound), sound).scores;
}

function requireSeeds(texts: string | readonly string[]): readonly string[] {
  if (typeof texts === 'string') requireRule('seed', texts, optionRules.text);
  else requireRule('seeds', texts, optionRules.textList);
  const list = typeof texts === 'string' ? [texts] : texts;
  if (list.length === 0) throw new OptionError('seeds must name at least one track.', { option: 'seeds' });
  return list;
}

function requireOthers(seeds: readonly string[], unwanted: readonly string[]): void {
  const both = unwanted.find((path) => seeds.includes(path));
  if (both !== undefined) throw new OptionError(`unlike must not name a seed: ${both}.`, { option: 'unlike' });
}

function seedFacts(context: LibraryContext, paths: readonly string[]): Pick<RecommendResult, 'seed' | 'seeds'> {
  const seeds = paths.map((path) => ({ path, record: context.recordOf(path) ?? {} }));
  return { seed: seeds[0], seeds };
}

/** Warns about vectors of rbassist that another program replaced, unless it made all of them. */
function warnOfReplaced({ warn, mixTracks }: LibraryContext): void {
  const { vectors, replaced } = mixTracks.countVectors();
  if (replaced === 0 || replaced === vectors) return;
  const message = `Another program replaced the vectors of ${replaced} tracks, so recommendations may use earlier ones.`;
  warn(message, [{ action: 'rescan' }]);
}
