import { extname } from 'node:path';
import { hashAudioStream } from '@rbassist/audio';
import { fileSignature, mapConcurrent, type RunOptions, TrackError } from '@rbassist/core';
import type { DuplicateProblem } from './compared-file.ts';
import type { DescribedFile } from './described-file.ts';
import { unreadableError } from './unreadable-error.ts';

/** Keeps a disk busy without too many seeks. */
const CONCURRENCY = 4;
/** Programs round the duration of the same audio differently. */
const DURATION_TOLERANCE_S = 1;

/** Links between copies, as indices into the list of files. */
export interface FoundLinks {
  links: [a: number, b: number][];
  problems: DuplicateProblem[];
}

/** Reads only files that share their size with another. */
export function linkByBytes(files: readonly DescribedFile[], run: RunOptions): Promise<FoundLinks> {
  const bySize = Map.groupBy(files.keys(), (at) => files[at].bytes);
  const suspects = [...bySize.values()].filter((indices) => indices.length > 1).flat();
  return linkEqual(files, suspects, (path) => fileSignature(path, 'content'), run);
}

/** Ignores tags. Reads only files of one format and similar duration. */
export function linkByAudio(files: readonly DescribedFile[], run: RunOptions): Promise<FoundLinks> {
  const byEnding = Map.groupBy(files.keys(), (at) => extname(files[at].path).toLowerCase());
  const suspects = [...byEnding.values()].flatMap((indices) => closeInDuration(files, indices));
  return linkEqual(files, suspects, (path) => hashAudioStream(path), run);
}

/** An unknown duration counts as close to every other. */
function closeInDuration(files: readonly DescribedFile[], indices: readonly number[]): number[] {
  const durationOf = (at: number) => files[at].durationS ?? 0;
  const hasUnknown = indices.some((at) => durationOf(at) <= 0);
  if (hasUnknown) return indices.length > 1 ? [...indices] : [];
  const sorted = indices.toSorted((a, b) => durationOf(a) - durationOf(b));
  return sorted.filter((at, i) => {
    const closeToPrevious = i > 0 && durationOf(at) - durationOf(sorted[i - 1]) <= DURATION_TOLERANCE_S;
    const closeToNext = i + 1 < sorted.length && durationOf(sorted[i + 1]) - durationOf(at) <= DURATION_TOLERANCE_S;
    return closeToPrevious || closeToNext;
  });
}

async function linkEqual(
  files: readonly DescribedFile[],
  suspects: readonly number[],
  hash: (path: string) => Promise<string>,
  run: RunOptions,
): Promise<FoundLinks> {
  const found: FoundLinks = { links: [], problems: [] };
  const firstByHash = new Map<string, number>();
  const hashFile = async (at: number) => ({ at, hashed: await hashUnchanged(files[at].path, hash) });
  const nameOf = (at: number) => files[at].path;
  const options = { concurrency: CONCURRENCY, stage: 'hash', nameOf, ...run } as const;
  for await (const { at, hashed } of mapConcurrent(suspects, hashFile, options)) {
    const { path } = files[at];
    if (hashed instanceof TrackError) found.problems.push({ path, error: hashed });
    else {
      const first = firstByHash.get(hashed);
      if (first === undefined) firstByHash.set(hashed, at);
      else found.links.push([first, at]);
    }
  }
  run.signal?.throwIfAborted();
  return found;
}

async function hashUnchanged(path: string, hash: (path: string) => Promise<string>): Promise<string | TrackError> {
  try {
    const before = await fileSignature(path);
    const hashed = await hash(path);
    if ((await fileSignature(path)) === before) return hashed;
    const remedies = [{ action: 'retry' as const }];
    return new TrackError('unreadable', path, `${path} changed while rbassist read it.`, { remedies });
  } catch (error) {
    return unreadableError(path, error);
  }
}
