import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  fastSignature,
  fileIdentity,
  isNative,
  mapConcurrent,
  pathSystem,
  type RunOptions,
  systemErrorCode,
} from '@rbassist/core';

/** What is where a record says that its track is. */
export type FileState =
  /** `inode` tells it from other files, where the file system does. */
  | { state: 'present'; size: number; signature: string; inode: string | undefined }
  /** There is nothing. */
  | { state: 'missing' }
  /** The system does not say: a folder that may not be read, a network that does not answer. */
  | { state: 'unreadable'; code: string }
  /** A bare name, as the Python rbassist may have stored. */
  | { state: 'bare' }
  /** A path of another system. */
  | { state: 'foreign' };

/** Questions that the system is asked at once; more are no faster, and a network drive gets slow. */
const AT_ONCE = 16;
const GONE: readonly string[] = ['ENOENT', 'ENOTDIR'];

/**
 * Looks up the file of every path.
 *
 * @throws the signal's reason.
 */
export async function lookUpFiles(paths: readonly string[], run: RunOptions = {}): Promise<Map<string, FileState>> {
  const states = new Map<string, FileState>(paths.map((path) => [path, { state: 'missing' }]));
  const lookUp = async (path: string) => ({ path, state: await stateOf(path) });
  for await (const { path, state } of mapConcurrent(paths, lookUp, { concurrency: AT_ONCE, stage: 'files', ...run }))
    states.set(path, state);
  run.signal?.throwIfAborted();
  return states;
}

/** The paths of which this was found, in their order. */
export function pathsThatAre(wanted: FileState['state'], states: ReadonlyMap<string, FileState>): string[] {
  return [...states].filter(([, { state }]) => state === wanted).map(([path]) => path);
}

async function stateOf(path: string): Promise<FileState> {
  if (pathSystem(path) === 'none') return { state: 'bare' };
  if (!isNative(path)) return { state: 'foreign' };
  try {
    return fileState(await stat(path, { bigint: true }));
  } catch (error) {
    const code = systemErrorCode(error) ?? 'unknown';
    return GONE.includes(code) ? { state: 'missing' } : { state: 'unreadable', code };
  }
}

/** A folder in a track's place is no track. */
function fileState(stats: BigIntStats): FileState {
  if (!stats.isFile()) return { state: 'missing' };
  return { state: 'present', size: Number(stats.size), signature: fastSignature(stats), inode: fileIdentity(stats) };
}
