import { stat } from 'node:fs/promises';
import { errorMessage, isUncertainBpm, type TrackErrorKind } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { isAnalyzed } from '../scan/analysis-plan.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';

/** What is counted, so that nothing else need be read. */
const COUNTED = [
  'bpm',
  'key',
  'duration',
  'error',
  'analysis_version',
  'bpm_confidence',
  'bpm_candidates',
  'embedding_next',
] as const;

/** What a library holds. */
export interface LibraryStats {
  dataDir: string;
  tracks: number;
  /** Tracks with a vector, by embedding space. */
  embedded: Record<string, number>;
  /** Tracks with a vector of another space, which takes the place of the other once every track has one. */
  waiting: Record<string, number>;
  withBpm: number;
  withKey: number;
  /** Tracks whose analysis is complete and this version's. */
  analyzed: number;
  /** Tracks whose BPM was measured and is more likely another one. */
  uncertainBpm: number;
  /** Tracks in which no beat was found. */
  beatless: number;
  /** Tracks whose last scan failed, by kind. */
  failed: Partial<Record<TrackErrorKind, number>>;
  /** Hours of music, as far as durations are known. */
  hours: number;
  metaBytes: number;
  /** Absent while there is no index that can be opened. */
  index?: { tracks: number; space: string; engine: string };
  /** Why the index cannot be opened. */
  indexProblem?: string;
}

/** Counts what a library holds. Changes nothing. */
export async function libraryStats({ folder, meta, vectors }: LibraryContext): Promise<LibraryStats> {
  const spaces = await LibrarySpaces.of(meta, await EmbeddingFiles.list(folder));
  const stats: LibraryStats = {
    dataDir: folder.root,
    tracks: meta.size,
    embedded: Object.fromEntries(spaces.counts),
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
  for (const [, record] of meta.tracks(COUNTED)) {
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
    stats.indexProblem = errorMessage(error);
  }
  return stats;
}
