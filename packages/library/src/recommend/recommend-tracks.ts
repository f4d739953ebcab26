import {
  countFiltered,
  type FilterCounts,
  NotFoundError,
  OptionError,
  optionRules,
  type Recommendation,
  type RecommendOptions,
  type RunOptions,
  recommend,
  recommendSettings,
  requireRule,
  type TrackRecord,
} from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { isReplacedVector } from '../vectors/stored-vector.ts';
import { usableIndex } from '../vectors/usable-index.ts';
import { findSeed } from './find-seed.ts';
import { unusableSeed } from './unusable-seed.ts';

/** Options of `Library.recommend`. */
export type RecommendTracksOptions = RecommendOptions & RunOptions;

/** The tracks that go with a seed, the seed itself, and the number of tracks that the filters removed. */
export interface RecommendResult extends FilterCounts {
  seed: { path: string; record: TrackRecord };
  /** True if the given text is the path, the name or the title of the seed. */
  exact: boolean;
  /** Other matches, best first. If the match is exact, only those that match equally well. */
  otherMatches: string[];
  recommendations: Recommendation[];
  /** True if the call was aborted; there are no recommendations and no counts then. */
  interrupted: boolean;
}

const FILTER_KEYS = [
  'artist',
  'title',
  'bpm',
  'key',
  'embedding',
  'embedding_space',
  'missing',
  'staged',
  'error',
] as const;
const NO_COUNTS: FilterCounts = {
  tracks: 0,
  left: 0,
  filtered: { missing: 0, failed: 0, noVector: 0, tempo: 0, key: 0 },
  inactive: [],
  widenings: [],
};

/** See `Library.recommend`. */
export async function recommendTracks(
  context: LibraryContext,
  text: string,
  { signal, onProgress, ...options }: RecommendTracksOptions,
): Promise<RecommendResult> {
  requireRule('seed', text, optionRules.text);
  if (text.trim() === '') throw new OptionError('The seed is blank. Type a path, or words of an artist or title.');
  const settings = recommendSettings(options);
  const records = new Map<string, TrackRecord>(context.meta.tracks(FILTER_KEYS));
  if (records.size === 0) {
    const remedies = [{ action: 'rescan' as const }];
    throw new NotFoundError(`The library in ${context.folder.root} is empty.`, [], { remedies });
  }
  const { matches, isExact } = await findSeed(text, records);
  const [best] = matches;
  const interrupted = (): RecommendResult => ({
    ...seedFacts(context, best, matches, isExact),
    ...NO_COUNTS,
    recommendations: [],
    interrupted: true,
  });
  if (signal?.aborted) return interrupted();
  const index = await usableIndex(context, { signal, onProgress });
  if (index === undefined || signal?.aborted) return interrupted();
  // the index contains deleted tracks until it is updated
  const record = (path: string) => {
    const found = records.get(path);
    return found?.missing || found?.staged ? undefined : found;
  };
  const seedPath = matches.find((path) => index.has(path) && record(path));
  const query = seedPath === undefined ? undefined : index.vector(seedPath);
  if (seedPath === undefined || query === undefined) throw unusableSeed(best, context.recordOf(best) ?? {});
  if (seedPath !== best) {
    const { message, remedies } = unusableSeed(best, context.recordOf(best) ?? {});
    context.warn(`${message} Using ${seedPath} instead.`, remedies);
  }
  warnOfReplaced(context, records);
  const facts = seedFacts(context, seedPath, matches, isExact);
  const recommendations = recommend(
    { seedPath, query, source: index, record, fullRecord: (path) => context.recordOf(path) },
    settings,
  );
  const tracks = [...records].filter(([, { staged }]) => !staged);
  const counts = countFiltered(
    { seedPath, seed: facts.seed.record, tracks, hasVector: (path) => index.has(path) },
    settings,
  );
  return { ...facts, ...counts, recommendations, interrupted: false };
}

function seedFacts(context: LibraryContext, path: string, matches: readonly string[], exact: boolean) {
  const otherMatches = matches.filter((other) => other !== path);
  return { seed: { path, record: context.recordOf(path) ?? {} }, exact, otherMatches };
}

/** Warns about vectors of rbassist that another program replaced, unless it made all of them. */
function warnOfReplaced({ warn }: LibraryContext, records: ReadonlyMap<string, TrackRecord>): void {
  let [vectors, replaced] = [0, 0];
  for (const [path, record] of records) {
    if (record.embedding) vectors++;
    if (isReplacedVector(path, record)) replaced++;
  }
  if (replaced === 0 || replaced === vectors) return;
  const message = `Another program replaced the vectors of ${replaced} tracks, so recommendations may use earlier ones.`;
  warn(message, [{ action: 'rescan' }]);
}
