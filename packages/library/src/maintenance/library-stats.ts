import { stat } from 'node:fs/promises';
import { type EmbeddingSpace, errorMessage, RbassistError, type TrackErrorKind } from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { stagedPaths } from '../duplicates/staged-paths.ts';
import type { DataFolder } from '../files/data-folder.ts';
import type { LibraryContext } from '../library-context.ts';
import type { MixTracks } from '../mix/mix-tracks.ts';
import { isWholeAnalysis } from '../scan/analysis-plan.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces, namedWeights } from '../vectors/library-spaces.ts';
import { VECTOR_KEYS } from '../vectors/stored-vector.ts';
import { findStaged } from './staged-tracks.ts';

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

/** Counts of facts, which callers share. */
const COUNTED = new WeakMap<MixTracks, { away: string; counts: Promise<RecordCounts> }>();

export async function libraryStats(context: LibraryContext): Promise<LibraryStats> {
  const paths = await stagedPaths(context);
  const { folder, meta, vectors } = context;
  const { staged, gone } = await findStaged(meta, {}, paths);
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

/** Counts the tracks again only if they have changed. */
function recordCounts(context: LibraryContext, away: readonly string[]): Promise<RecordCounts> {
  const { mixTracks } = context;
  const known = COUNTED.get(mixTracks);
  const names = JSON.stringify(away);
  if (known?.away === names) return known.counts;
  const counts = countTracks(context, away);
  COUNTED.set(mixTracks, { away: names, counts });
  // the next caller tries again
  counts.catch(() => COUNTED.delete(mixTracks));
  return counts;
}

async function countTracks(
  { mixTracks, meta, folder }: LibraryContext,
  away: readonly string[],
): Promise<RecordCounts> {
  const { table, counted, all } = mixTracks;
  const spaceOf = await vectorSpaces(mixTracks, meta, folder);
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
  const hidden = new Set(away.map((path) => table.position(path)));
  const durations = table.numbers('durationS');
  let seconds = 0;
  for (let position = 0; position < all.length; position++) {
    if (hidden.has(position)) continue;
    const track = counted.at(position);
    if (track.isMissing) {
      counts.missing++;
      continue;
    }
    counts.tracks++;
    const space = spaceOf(position);
    if (space) counts.embedded[space] = (counts.embedded[space] ?? 0) + 1;
    if (track.next) counts.waiting[track.next] = (counts.waiting[track.next] ?? 0) + 1;
    counts.withBpm += Number(track.hasBpm);
    counts.withKey += Number(track.hasKey);
    counts.analyzed += Number(track.isByPython || isWholeAnalysis(track.versions));
    counts.uncertainBpm += Number(all[position].isBpmUncertain);
    counts.beatless += Number(track.isBeatless);
    if (track.failed) counts.failed[track.failed] = (counts.failed[track.failed] ?? 0) + 1;
    if (!Number.isNaN(durations[position])) seconds += durations[position];
  }
  counts.hours = Number((seconds / 3600).toFixed(2));
  return counts;
}

/** Returns a function for the space of a track's vector. Reads records and files only for vectors that state none. */
async function vectorSpaces(
  { all, counted }: MixTracks,
  meta: MetaStore,
  folder: DataFolder,
): Promise<(position: number) => EmbeddingSpace | undefined> {
  const vectors = all.flatMap((_, position) => counted.at(position).vector ?? []);
  const stated = new Set(vectors.map((vector) => vector.stated));
  if (!stated.has(undefined)) {
    const named = namedWeights([...stated] as EmbeddingSpace[]);
    return (position) => {
      const space = counted.at(position).vector?.stated;
      return space && named(space);
    };
  }
  const spaces = await LibrarySpaces.of(meta, await EmbeddingFiles.list(folder));
  return (position) => {
    const { path } = all[position];
    return counted.at(position).vector && spaces.spaceOf(path, meta.get(path, VECTOR_KEYS) ?? {});
  };
}
