import {
  DataFolderError,
  FileFormatError,
  LibraryBusyError,
  MissingDependencyError,
  NotFoundError,
  optionRules,
  type Recommendation,
  type RecommendOptions,
  type RunOptions,
  recommend,
  recommendSettings,
  requireRule,
  type TrackRecord,
} from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';
import { findSeed } from './find-seed.ts';

/** Options of `Library.recommend`. */
export type RecommendTracksOptions = RecommendOptions & RunOptions;

/** The tracks that go with a seed, and the seed itself. */
export interface RecommendResult {
  seed: { path: string; record: TrackRecord };
  /** Other tracks that the words fit, best first; empty if the seed was named in full. */
  otherMatches: string[];
  recommendations: Recommendation[];
  /** True if the call was aborted; there are no recommendations then. */
  interrupted: boolean;
}

/** Keys that finding a seed and filtering thousands of tracks need. */
const FILTER_KEYS = ['artist', 'title', 'bpm', 'key'] as const;

/** See `Library.recommend`. */
export async function recommendTracks(
  context: LibraryContext,
  wanted: string,
  { signal, onProgress, ...options }: RecommendTracksOptions,
): Promise<RecommendResult> {
  requireRule('seed', wanted, optionRules.text);
  const settings = recommendSettings(options);
  const records = new Map(context.meta.tracks(FILTER_KEYS));
  if (records.size === 0) {
    const remedies = [{ action: 'rescan' as const }];
    throw new NotFoundError(`The library in ${context.folder.root} is empty.`, [], { remedies });
  }
  const { paths, exact } = await findSeed(wanted, records);
  const answer = (seed: string, recommendations: Recommendation[], interrupted = false): RecommendResult => ({
    seed: { path: seed, record: context.recordOf(seed) ?? {} },
    otherMatches: exact ? [] : paths.filter((path) => path !== seed),
    recommendations,
    interrupted,
  });
  if (signal?.aborted) return answer(paths[0], [], true);
  const index = await usableIndex(context, { signal, onProgress });
  if (index === undefined || signal?.aborted) return answer(paths[0], [], true);
  const seedPath = paths.find((path) => index.has(path));
  const query = seedPath === undefined ? undefined : index.vector(seedPath);
  if (seedPath === undefined || query === undefined) throw noVector(paths[0], context.recordOf(paths[0]));
  const recommendations = recommend(
    {
      seedPath,
      query,
      source: index,
      record: (path) => records.get(path),
      fullRecord: (path) => context.recordOf(path),
    },
    settings,
  );
  return answer(seedPath, recommendations);
}

function noVector(path: string, record: TrackRecord | undefined): NotFoundError {
  const failure = record?.error;
  const message = `${path} has no vector in the index.${failure ? ` ${failure.message}` : ''}`;
  const remedies = failure?.remedies ?? [
    { action: 'rescan' as const, paths: [path] },
    { action: 'rebuild-index' as const, incremental: true },
  ];
  return new NotFoundError(message, [], { remedies });
}

/**
 * Opens the index, and builds it again if it can't be used: a folder of the Python rbassist has none that can be
 * verified, a crash may leave half of one, and hnswlib-node may be missing. Undefined after an abort.
 */
async function usableIndex(context: LibraryContext, run: RunOptions): Promise<ReadonlyVectorIndex | undefined> {
  const { records, vectors } = context;
  try {
    return await vectors.openIndex();
  } catch (error) {
    if (!(error instanceof FileFormatError || error instanceof MissingDependencyError)) throw error;
    // building it is under way, so only what is to install is left to do
    const remedies = error.remedies.filter(({ action }) => action === 'install');
    context.warn(`The index is being built again: ${error.message}`, remedies);
  }
  try {
    const { interrupted } = await records.write(() => vectors.updateIndex(run));
    return interrupted ? undefined : await vectors.openIndex();
  } catch (error) {
    if (run.signal?.aborted) return undefined;
    // a scan that writes the index at its end may take all night, and a disk may be read-only
    if (!(error instanceof LibraryBusyError || error instanceof DataFolderError)) throw error;
    context.warn(`The index can't be saved and serves this answer only: ${error.message}`);
    return vectors.buildTemporaryIndex();
  }
}
