import { stat } from 'node:fs/promises';
import { errorMessage, isUncertainBpm, RbassistError, type TrackErrorKind } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { DataFolder } from '../files/data-folder.ts';
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

/** Counts that depend on the records alone. */
type RecordCounts = Omit<LibraryStats, 'dataDir' | 'staged' | 'stagedGone' | 'metaBytes' | 'index' | 'indexError'>;

/** Counts of each store at a revision, which callers share. */
const COUNTED = new WeakMap<MetaStore, { revision: number; away: string; counts: Promise<RecordCounts> }>();

export async function libraryStats(context: LibraryContext): Promise<LibraryStats> {
  const { folder, meta, vectors, mixTracks } = context;
  const hasStaged = mixTracks.all.some(({ state }) => state === 'staged');
  const { staged, gone } = hasStaged ? await findStaged(meta) : { staged: [], gone: [] };
  const stats: LibraryStats = {
    dataDir: folder.root,
    staged: staged.length,
    stagedGone: gone.length,
    ...(await recordCounts(context, [...staged, ...gone])),
    metaBytes: await stat(folder.meta).then(
      ({ size }) => size,
      () => 0,
    ),
  };
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

/** Counts the records again only if they have changed. */
function recordCounts({ meta, folder }: LibraryContext, away: readonly string[]): Promise<RecordCounts> {
  const { revision } = meta;
  const known = COUNTED.get(meta);
  const names = JSON.stringify(away);
  if (known?.revision === revision && known.away === names) return known.counts;
  const counts = countRecords(meta, folder, new Set(away));
  COUNTED.set(meta, { revision, away: names, counts });
  // the next caller tries again
  counts.catch(() => COUNTED.delete(meta));
  return counts;
}

async function countRecords(meta: MetaStore, folder: DataFolder, away: ReadonlySet<string>): Promise<RecordCounts> {
  const files = await EmbeddingFiles.list(folder);
  const records = [...meta.tracks(COUNTED_KEYS)];
  const spaces = await LibrarySpaces.ofRecords(records, files);
  const counts: RecordCounts = {
    tracks: 0,
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
  };
  let seconds = 0;
  for (const [path, record] of records) {
    if (away.has(path)) continue;
    if (record.missing) {
      counts.missing++;
      continue;
    }
    counts.tracks++;
    const space = spaces.spaceOf(path, record);
    if (space) counts.embedded[space] = (counts.embedded[space] ?? 0) + 1;
    const next = record.embedding_next?.embedding_space;
    if (next) counts.waiting[next] = (counts.waiting[next] ?? 0) + 1;
    if (record.bpm) counts.withBpm++;
    if (record.key) counts.withKey++;
    if (isAnalyzed(record)) counts.analyzed++;
    if (isUncertainBpm(record)) counts.uncertainBpm++;
    if (record.bpm === null && record.analysis_version?.tempo !== undefined) counts.beatless++;
    if (record.error) counts.failed[record.error.kind] = (counts.failed[record.error.kind] ?? 0) + 1;
    if (Number.isFinite(record.duration)) seconds += record.duration ?? 0;
  }
  counts.hours = Number((seconds / 3600).toFixed(2));
  return counts;
}
