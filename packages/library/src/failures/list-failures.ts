import { resolve } from 'node:path';
import {
  checkOptions,
  NotFoundError,
  type OptionRule,
  optionRules,
  parseFastSignature,
  pathKey,
  RUN_OPTION_RULES,
  type RunOptions,
  requirePaths,
  type StoredTrackError,
  TrackError,
  untilAborted,
} from '@rbassist/core';
import { type FileState, lookUpFiles } from '../files/file-state.ts';
import { isNamed, namesCovering } from '../files/named-paths.ts';
import type { LibraryContext } from '../library-context.ts';
import { classifyRecords } from '../maintenance/classify-records.ts';
import { failureRemedies } from './failure-remedies.ts';

/** Options of `Library.failures`. */
export interface FailureOptions extends RunOptions {
  /** Files or folders to list. @default the whole library */
  paths?: readonly string[];
}

/** A track whose last attempt failed. */
export interface FailedTrack {
  path: string;
  error: TrackError;
  /** Size of the file that failed, in bytes; absent if unknown. */
  bytes?: number;
  /** Modification time of the file that failed, ISO 8601; absent if unknown. */
  modified?: string;
  /** State of the file now. The next scan retries a changed file. */
  file: 'unchanged' | 'changed' | 'missing' | 'unreadable';
}

/** Result of `Library.failures`. */
export interface FailureReport {
  /** Failed tracks by path. Tracks of kind `partial` end too early, but were processed. */
  failures: FailedTrack[];
  /** True if the call was aborted; `failures` is then empty. */
  interrupted: boolean;
}

const RULES = { ...RUN_OPTION_RULES, paths: optionRules.textList } satisfies Record<keyof FailureOptions, OptionRule>;
const NANOSECONDS_PER_MS = 1_000_000n;

/** See `Library.failures`. */
export async function listFailures({ folder, meta }: LibraryContext, options: FailureOptions): Promise<FailureReport> {
  checkOptions(options, RULES);
  const { paths = [], ...run } = options;
  requirePaths('paths', paths);
  const named = new Set(paths.map((path) => pathKey(resolve(path))));
  const { tracks } = classifyRecords(meta);
  const chosen = [...tracks].filter(([path]) => named.size === 0 || isNamed(pathKey(path), named));
  const covered = new Set(chosen.flatMap(([path]) => namesCovering(pathKey(path), named)));
  const unknown = paths.filter((path) => !covered.has(pathKey(resolve(path))));
  if (unknown.length > 0) {
    const message = `The library in ${folder.root} has no track in ${unknown.join(', ')}.`;
    throw new NotFoundError(message, [], { remedies: [{ action: 'rescan', paths: unknown }] });
  }
  const failed = new Map<string, StoredTrackError>();
  // missing tracks are not failures
  for (const [path, { error, missing }] of chosen) if (error && !missing) failed.set(path, error);
  const failures = await untilAborted(run.signal, async () => {
    const states = await lookUpFiles([...failed.keys()], run);
    return [...failed].map(([path, error]) => failedTrack(path, error, states.get(path))).sort(byPath);
  });
  return { failures: failures ?? [], interrupted: failures === undefined };
}

function failedTrack(path: string, stored: StoredTrackError, file: FileState | undefined): FailedTrack {
  const { kind, message, signature } = stored;
  const failed = parseFastSignature(signature);
  return {
    path,
    error: new TrackError(kind, path, message, { remedies: failureRemedies(path, stored) }),
    ...(failed && { bytes: failed.size, modified: timeOf(failed.mtimeNs) }),
    file: stateOf(file, signature),
  };
}

function stateOf(file: FileState | undefined, signature: string | undefined): FailedTrack['file'] {
  if (file?.state === 'present') return file.signature === signature ? 'unchanged' : 'changed';
  return file?.state === 'unreadable' ? 'unreadable' : 'missing';
}

/** Returns undefined for an invalid time. */
function timeOf(mtimeNs: bigint): string | undefined {
  const time = new Date(Number(mtimeNs / NANOSECONDS_PER_MS));
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function byPath(a: FailedTrack, b: FailedTrack): number {
  return a.path < b.path ? -1 : 1;
}
