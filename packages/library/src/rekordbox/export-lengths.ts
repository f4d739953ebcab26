import { readTags } from '@rbassist/audio';
import { isNative, mapConcurrent, type RunOptions } from '@rbassist/core';
import type { LibraryContext } from '../library-context.ts';
import { selectedRecords } from './selected-records.ts';

const CONCURRENCY = 8;

/**
 * Reads the lengths that records lack from the files' headers, in seconds by path. The Python rbassist stores none.
 */
export async function missingLengths(
  context: LibraryContext,
  paths: ReadonlySet<string>,
  { signal }: RunOptions,
): Promise<Map<string, number>> {
  const unknown: string[] = [];
  for (const [path, { duration, missing, staged }] of selectedRecords(context, paths, [
    'duration',
    'missing',
    'staged',
  ])) {
    if (!duration && !missing && !staged && isNative(path)) unknown.push(path);
  }
  const lengths = new Map<string, number>();
  const lengthOf = async (path: string) => {
    // a file that can't be read has no length
    const { durationS } = await readTags(path).catch(() => ({ durationS: undefined }));
    if (durationS !== undefined) lengths.set(path, durationS);
  };
  for await (const _ of mapConcurrent(unknown, lengthOf, { concurrency: CONCURRENCY, signal }));
  signal?.throwIfAborted();
  return lengths;
}
