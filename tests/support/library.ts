import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { type Library, openLibrary, type ScanOptions, type ScanSummary } from '@rbassist/library';

export async function withLibrary<T>(dataDir: string, work: (library: Library) => Promise<T> | T): Promise<T> {
  const library = await openLibrary({ dataDir });
  try {
    return await work(library);
  } finally {
    await library.close();
  }
}

/** Scans to the end, by default without analysis. */
export async function scanIn(
  library: Library,
  paths: readonly string[],
  options: ScanOptions = {},
): Promise<ScanSummary> {
  return summaryOf(library.scan(paths, { analyze: false, ...options }));
}

export function scanLibrary(dataDir: string, paths: readonly string[], options?: ScanOptions): Promise<ScanSummary> {
  return withLibrary(dataDir, (library) => scanIn(library, paths, options));
}

export async function summaryOf<T>(job: AsyncGenerator<unknown, T>): Promise<T> {
  let step = await job.next();
  while (!step.done) step = await job.next();
  return step.value;
}

export async function storedRecords(dataDir: string): Promise<Record<string, TrackRecord>> {
  return JSON.parse(await readFile(join(dataDir, 'meta.json'), 'utf8')).tracks;
}

/** Returns every record of the library, including changes in its journal, by path. */
export function knownRecords(dataDir: string): Promise<Record<string, TrackRecord>> {
  return withLibrary(dataDir, (library) => Object.fromEntries(library.tracks()));
}

/** Changes the records in meta.json like another program. Creates the file if needed. */
export async function editRecords(
  dataDir: string,
  change: (tracks: Record<string, TrackRecord>) => void,
): Promise<void> {
  const tracks = await storedRecords(dataDir).catch(() => ({}));
  change(tracks);
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }, null, 2));
}
