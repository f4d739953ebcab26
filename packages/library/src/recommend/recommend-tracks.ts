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
import { isReplacedVector } from '../vectors/stored-vector.ts';
import { findSeed } from './find-seed.ts';

/** Options of `Library.recommend`. */
export type RecommendTracksOptions = RecommendOptions & RunOptions;

/** The tracks that go with a seed, and the seed itself. */
export interface RecommendResult {
  seed: { path: string; record: TrackRecord };
  /** Other tracks that match the seed, best first; empty if the seed was an exact name. */
  otherMatches: string[];
  recommendations: Recommendation[];
  /** True if the call was aborted; there are no recommendations then. */
  interrupted: boolean;
}

const FILTER_KEYS = ['artist', 'title', 'bpm', 'key', 'embedding', 'embedding_space', 'missing'] as const;

/** See `Library.recommend`. */
export async function recommendTracks(
  context: LibraryContext,
  seed: string,
  { signal, onProgress, ...options }: RecommendTracksOptions,
): Promise<RecommendResult> {
  requireRule('seed', seed, optionRules.text);
  const settings = recommendSettings(options);
  const records = new Map(context.meta.tracks(FILTER_KEYS));
  if (records.size === 0) {
    const remedies = [{ action: 'rescan' as const }];
    throw new NotFoundError(`The library in ${context.folder.root} is empty.`, [], { remedies });
  }
  const { paths, exact } = await findSeed(seed, records);
  const result = (path: string, recommendations: Recommendation[], interrupted = false): RecommendResult => ({
    seed: { path, record: context.recordOf(path) ?? {} },
    otherMatches: exact ? [] : paths.filter((other) => other !== path),
    recommendations,
    interrupted,
  });
  if (signal?.aborted) return result(paths[0], [], true);
  const index = await usableIndex(context, { signal, onProgress });
  if (index === undefined || signal?.aborted) return result(paths[0], [], true);
  const seedPath = paths.find((path) => index.has(path));
  const query = seedPath === undefined ? undefined : index.vector(seedPath);
  if (seedPath === undefined || query === undefined || records.get(seedPath)?.missing)
    throw noVector(paths[0], context.recordOf(paths[0]));
  warnOfReplaced(context, records);
  const recommendations = recommend(
    {
      seedPath,
      query,
      source: index,
      // the index keeps a track that is gone until it is updated
      record: (path) => (records.get(path)?.missing ? undefined : records.get(path)),
      fullRecord: (path) => context.recordOf(path),
    },
    settings,
  );
  return result(seedPath, recommendations);
}

/** Tells of vectors that another program wrote over rbassist's, unless it wrote all of them. */
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

function foreignReason(path: string, record: TrackRecord): string {
  if (isReplacedVector(path, record)) return ' Another program replaced it.';
  const { embedding, embedding_source: source } = record;
  return embedding && source && source !== 'baseline' ? ` Another program made it from ${source}.` : '';
}

function noVector(path: string, record: TrackRecord | undefined): NotFoundError {
  if (record?.missing) {
    const remedies = [{ action: 'connect-drive' as const, path }, { action: 'repair' as const }];
    throw new NotFoundError(`${path} was gone when its folder was scanned.`, [], { remedies });
  }
  const failure = record?.error;
  const reason = record ? foreignReason(path, record) : '';
  const message = `${path} has no vector in the index.${reason}${failure ? ` ${failure.message}` : ''}`;
  const remedies = failure?.remedies ?? [
    { action: 'rescan' as const, paths: [path] },
    { action: 'rebuild-index' as const, incremental: true },
  ];
  return new NotFoundError(message, [], { remedies });
}

/**
 * Opens the index, or builds it again: the Python rbassist's can't be verified, a crash may leave half of one, and
 * hnswlib-node may be missing.
 *
 * @returns undefined after an abort.
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
    // another process may be scanning all night, or the disk may be read-only
    if (!(error instanceof LibraryBusyError || error instanceof DataFolderError)) throw error;
    context.warn(`The index can't be saved and serves this answer only: ${error.message}`);
    return vectors.buildTemporaryIndex();
  }
}
