import { stat } from 'node:fs/promises';
import { errorMessage, isUncertainBpm, RbassistError, type TrackErrorKind } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { isAnalyzed } from '../scan/analysis-plan.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import { VECTOR_KEYS } from '../vectors/stored-vector.ts';
import { findStaged } from './staged-tracks.ts';

const COUNTED_KEYS = [
  'missing',
  'embedding',
  'embedding_space',
  'bpm',
  'key',
  'duration',
  'error',
  'analysis_version',
  'sig_bpmkey',
  'bpm_confidence',
  'bpm_candidates',
  ...VECTOR_KEYS,
  'embedding_next',
] as const;

/** Counts of a library's contents. */
export interface LibraryStats {
  dataDir: string;
  /** Number of tracks, without staged and missing ones. The other counts include only these tracks. */
  tracks: number;
  /** Number of duplicates in staging folders. */
  staged: number;
  /** Number of staged duplicates whose files are missing from both places; `check` lists them. */
  stagedGone: number;
  /** Number of other tracks whose files were missing at the last scan of their folder. */
  missing: number;
  /** Number of tracks with a vector, by embedding space. */
  embedded: Record<string, number>;
  /** Number of tracks with a vector of a new space, by space. Searches use it once every track has one. */
  waiting: Record<string, number>;
  withBpm: number;
  withKey: number;
  /** Tracks with a complete analysis of this version, or one of the Python rbassist. */
  analyzed: number;
  /** Tracks with a measured BPM that rbassist is unsure of. */
  uncertainBpm: number;
  beatless: number;
  /** Tracks whose last scan failed, by kind. Tracks of kind `partial` end too early, but were processed. */
  failed: Partial<Record<TrackErrorKind, number>>;
  /** Hours of music in tracks with a stored duration. */
  hours: number;
  metaBytes: number;
  /** Absent if the index can't be opened. */
  index?: { tracks: number; space: string; engine: string };
  indexError?: RbassistError;
}

export async function libraryStats({ folder, meta, vectors }: LibraryContext): Promise<LibraryStats> {
  const spaces = await LibrarySpaces.of(meta, await EmbeddingFiles.list(folder));
  const { staged, gone } = await findStaged(meta);
  const away = new Set([...staged, ...gone]);
  const stats: LibraryStats = {
    dataDir: folder.root,
    tracks: 0,
    staged: staged.length,
    stagedGone: gone.length,
    missing: 0,
    embedded: {},
    waiting: {},
    withBpm: 0,
    withKey: 0,
    analyzed: 0,
    uncertainBpm: 0,
    beatless: 0,
    failed: {},
    hours: 0,
    metaBytes: await stat(folder.meta).then(
      ({ size }) => size,
      () => 0,
    ),
  };
  let seconds = 0;
  for (const [path, record] of meta.tracks(COUNTED_KEYS)) {
    if (away.has(path)) continue;
    if (record.missing) {
      stats.missing++;
      continue;
    }
    stats.tracks++;
    const space = spaces.spaceOf(path, record);
    if (space) stats.embedded[space] = (stats.embedded[space] ?? 0) + 1;
    const next = record.embedding_next?.embedding_space;
    if (next) stats.waiting[next] = (stats.waiting[next] ?? 0) + 1;
    if (record.bpm) stats.withBpm++;
    if (record.key) stats.withKey++;
    if (isAnalyzed(record)) stats.analyzed++;
    if (isUncertainBpm(record)) stats.uncertainBpm++;
    if (record.bpm === null && record.analysis_version?.tempo !== undefined) stats.beatless++;
    if (record.error) stats.failed[record.error.kind] = (stats.failed[record.error.kind] ?? 0) + 1;
    if (Number.isFinite(record.duration)) seconds += record.duration ?? 0;
  }
  stats.hours = Number((seconds / 3600).toFixed(2));
  try {
    const { size, space, engine } = await vectors.openIndex();
    stats.index = { tracks: size, space, engine };
  } catch (error) {
    stats.indexError = RbassistError.isInstance(error)
      ? error
      : new RbassistError('internal', errorMessage(error), { cause: error });
  }
  return stats;
}
