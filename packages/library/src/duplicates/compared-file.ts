import { lstat, stat } from 'node:fs/promises';
import {
  errorMessage,
  fileIdentity,
  mapConcurrent,
  type RunOptions,
  systemErrorCode,
  TrackError,
  type TrackRecord,
} from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { walkMusic } from '../files/walk-music.ts';

/** Files looked at at once. */
const AT_ONCE = 16;

/** What comparing takes of a record: contours are most of one, and nothing that is held in memory for every track at once. */
const COMPARED = [
  'artist',
  'title',
  'duration',
  'bitrate',
  'sample_rate',
  'embedding',
  'cues',
  'tempos',
  'analysis_wrote',
  'mytags',
  'tags',
  'rating',
  'staged',
] as const;

/** A file that is compared with others. */
export interface ComparedFile {
  path: string;
  /** What the library knows of it, as far as comparing takes it; empty for a file that was never scanned. */
  record: Pick<TrackRecord, (typeof COMPARED)[number]>;
  bytes: number;
  /** Other paths of the very same file: hard links, links, another spelling. */
  otherNames: string[];
  /** Whether the path is a link to a file elsewhere. */
  isLink: boolean;
  /** Whether the file has more names than were compared, so that moving this one away frees nothing. */
  isHardLinked: boolean;
}

/** A file that could not be compared, and why. */
export interface DuplicateProblem {
  path: string;
  error: TrackError;
}

/** What there is to compare. */
export interface ComparedFiles {
  /** By path. */
  files: ComparedFile[];
  problems: DuplicateProblem[];
}

interface SeenFile extends ComparedFile {
  identity: string;
}

/**
 * Finds the files to compare: the library's, or those in and below `paths`. Each file comes once, under the path that is its own; its other names are
 * listed with it. Files that are not there, are empty or cannot be asked are problems.
 */
export async function comparedFiles(
  meta: MetaStore,
  paths: readonly string[] | undefined,
  run: RunOptions,
): Promise<ComparedFiles> {
  const problems: DuplicateProblem[] = [];
  const candidates = paths ? await walkedPaths(paths, problems, run.signal) : meta.paths();
  const seen: SeenFile[] = [];
  const look = async (path: string) => ({ path, found: await lookAt(path, meta) });
  for await (const { path, found } of mapConcurrent(candidates, look, {
    concurrency: AT_ONCE,
    stage: 'files',
    ...run,
  })) {
    if (found instanceof TrackError) problems.push({ path, error: found });
    else if (found) seen.push(found);
  }
  run.signal?.throwIfAborted();
  return { files: withoutOtherNames(seen), problems: problems.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

async function walkedPaths(
  paths: readonly string[],
  problems: DuplicateProblem[],
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const found: string[] = [];
  for await (const event of walkMusic(paths, signal)) {
    if (event.type === 'file') found.push(event.path);
    else if (event.type === 'problem') problems.push(event);
  }
  signal?.throwIfAborted();
  return found;
}

/** Undefined for a track that was staged and is not back: its absence is known. */
async function lookAt(path: string, meta: MetaStore): Promise<SeenFile | TrackError | undefined> {
  const record = meta.get(path, COMPARED) ?? {};
  try {
    const own = await lstat(path, { bigint: true });
    const isLink = own.isSymbolicLink();
    const stats = isLink ? await stat(path, { bigint: true }) : own;
    if (!stats.isFile()) return new TrackError('unreadable', path, `${path} is not a regular file.`);
    if (stats.size === 0n) return new TrackError('not-audio', path, `${path} is empty. Delete it, or get it again.`);
    const bytes = Number(stats.size);
    const identity = fileIdentity(stats) ?? path;
    return { path, record, bytes, otherNames: [], isLink, isHardLinked: stats.nlink > 1n, identity };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      if (record.staged) return undefined;
      return new TrackError('missing', path, `${path} does not exist. Was it moved, or is its disk not there?`, {
        cause: error,
      });
    }
    return new TrackError('unreadable', path, `${path} cannot be read: ${errorMessage(error)}`, { cause: error });
  }
}

function withoutOtherNames(seen: SeenFile[]): ComparedFile[] {
  const byIdentity = new Map<string, ComparedFile>();
  seen.sort((a, b) => Number(a.isLink) - Number(b.isLink) || (a.path < b.path ? -1 : 1));
  for (const { identity, ...file } of seen) {
    const known = byIdentity.get(identity);
    if (known) known.otherNames.push(file.path);
    else byIdentity.set(identity, file);
  }
  return [...byIdentity.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
