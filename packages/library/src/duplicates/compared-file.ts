import { lstat, stat } from 'node:fs/promises';
import {
  fieldsWhere,
  fileIdentity,
  mapConcurrent,
  type Remedy,
  type RunOptions,
  systemErrorCode,
  TrackError,
  type TrackRecord,
} from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import { type SkippedPath, walkMusic } from '../files/walk-music.ts';
import { VECTOR_KEYS } from '../vectors/stored-vector.ts';
import { unreadableError } from './unreadable-error.ts';

const CONCURRENCY = 16;

/** Record keys that the comparison reads. Contours are most of a record, and would fill the memory. */
const COMPARED_KEYS: readonly string[] = [
  'artist',
  'title',
  'album',
  'duration',
  'bitrate',
  'sample_rate',
  ...VECTOR_KEYS,
  'staged',
  'missing',
  'error',
  'analysis_wrote',
  ...fieldsWhere(({ userWork }) => userWork !== undefined),
];

export interface ComparedFile {
  path: string;
  /** Part of its record; empty for a file that was never scanned. */
  record: TrackRecord;
  bytes: number;
  /** Other paths of the same file: hard links, symbolic links, other spellings. */
  otherNames: string[];
  isLink: boolean;
  /** True if the file has hard links, so that moving one of them frees no space. */
  isHardLinked: boolean;
}

/** A file that failed, and its error. */
export interface DuplicateProblem {
  path: string;
  error: TrackError;
}

export interface ComparedFiles {
  files: ComparedFile[];
  problems: DuplicateProblem[];
  skipped: SkippedPath[];
}

interface IdentifiedFile extends ComparedFile {
  identity: string;
}

/** Lists each file once, with its other names. Missing, empty and unreadable files become problems. */
export async function comparedFiles(
  meta: MetaStore,
  paths: readonly string[] | undefined,
  run: RunOptions,
): Promise<ComparedFiles> {
  const problems: DuplicateProblem[] = [];
  const skipped: SkippedPath[] = [];
  const candidates = paths ? await walkedPaths(paths, { problems, skipped }, run.signal) : meta.paths();
  const existing: IdentifiedFile[] = [];
  const inspect = async (path: string) => ({ path, found: await inspectFile(path, meta) });
  for await (const { path, found } of mapConcurrent(candidates, inspect, {
    concurrency: CONCURRENCY,
    stage: 'files',
    ...run,
  })) {
    if (found instanceof TrackError) problems.push({ path, error: found });
    else if (found) existing.push(found);
  }
  run.signal?.throwIfAborted();
  return { files: mergeNames(existing), problems: problems.sort((a, b) => (a.path < b.path ? -1 : 1)), skipped };
}

async function walkedPaths(
  paths: readonly string[],
  { problems, skipped }: Pick<ComparedFiles, 'problems' | 'skipped'>,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const found: string[] = [];
  for await (const event of walkMusic(paths, signal)) {
    if (event.type === 'file') found.push(event.path);
    else if (event.type === 'problem') problems.push(event);
    else if (event.type === 'skipped') skipped.push({ path: event.path, reason: event.reason });
  }
  signal?.throwIfAborted();
  return found;
}

/** Returns undefined for a track that is staged or marked as missing. */
async function inspectFile(path: string, meta: MetaStore): Promise<IdentifiedFile | TrackError | undefined> {
  const record: TrackRecord = meta.get(path, COMPARED_KEYS) ?? {};
  try {
    const own = await lstat(path, { bigint: true });
    const isLink = own.isSymbolicLink();
    const stats = isLink ? await stat(path, { bigint: true }) : own;
    if (!stats.isFile()) return new TrackError('unreadable', path, `${path} is not a regular file.`);
    if (stats.size === 0n) {
      const remedies = [{ action: 'move-away' as const, path }];
      return new TrackError('not-audio', path, `${path} is empty.`, { remedies });
    }
    const bytes = Number(stats.size);
    const identity = fileIdentity(stats) ?? path;
    return { path, record, bytes, otherNames: [], isLink, isHardLinked: stats.nlink > 1n, identity };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return unreadableError(path, error);
    if (record.staged || record.missing) return undefined;
    const remedies: Remedy[] = meta.has(path) ? [{ action: 'connect-drive', path }, { action: 'repair' }] : [];
    return new TrackError('missing', path, `${path} does not exist.`, { cause: error, remedies });
  }
}

function mergeNames(files: IdentifiedFile[]): ComparedFile[] {
  const byIdentity = new Map<string, ComparedFile>();
  files.sort((a, b) => Number(a.isLink) - Number(b.isLink) || (a.path < b.path ? -1 : 1));
  for (const { identity, ...file } of files) {
    const first = byIdentity.get(identity);
    if (first) first.otherNames.push(file.path);
    else byIdentity.set(identity, file);
  }
  return [...byIdentity.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
