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

export type FileState =
  /** A file; `inode` is absent if the file system has no identities. */
  | { state: 'present'; size: number; signature: string; inode: string | undefined }
  | { state: 'missing' }
  /** Unknown: access is denied, or a network drive does not answer. */
  | { state: 'unreadable'; code: string }
  /** A name without a folder, as the Python rbassist may have stored it. */
  | { state: 'bare' }
  /** A path of another operating system. */
  | { state: 'foreign' };

/** More would not be faster, and would slow down network drives. */
const CONCURRENCY = 16;
const GONE: readonly string[] = ['ENOENT', 'ENOTDIR'];

export async function lookUpFiles(paths: readonly string[], run: RunOptions = {}): Promise<Map<string, FileState>> {
  const states = new Map<string, FileState>(paths.map((path) => [path, { state: 'missing' }]));
  const lookUp = async (path: string) => ({ path, state: await stateOf(path) });
  for await (const { path, state } of mapConcurrent(paths, lookUp, {
    concurrency: CONCURRENCY,
    stage: 'files',
    ...run,
  }))
    states.set(path, state);
  run.signal?.throwIfAborted();
  return states;
}

export function pathsInState(state: FileState['state'], states: ReadonlyMap<string, FileState>): string[] {
  return [...states].filter(([, file]) => file.state === state).map(([path]) => path);
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

/** A folder in a track's place counts as missing. */
function fileState(stats: BigIntStats): FileState {
  if (!stats.isFile()) return { state: 'missing' };
  return { state: 'present', size: Number(stats.size), signature: fastSignature(stats), inode: fileIdentity(stats) };
}
