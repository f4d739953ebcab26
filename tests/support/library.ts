import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackRecord } from '@rbassist/core';
import { type Library, openLibrary, type ScanOptions, type ScanSummary } from '@rbassist/library';

/** Scans for vectors alone, unless the options say otherwise, to the end. */
export async function scanIn(
  library: Library,
  paths: readonly string[],
  options: ScanOptions = {},
): Promise<ScanSummary> {
  const events = library.scan(paths, { analyze: false, ...options });
  let step = await events.next();
  while (!step.done) step = await events.next();
  return step.value;
}

/** As {@link scanIn}, in the library of a data folder that is opened for it. */
export async function scanLibrary(
  dataDir: string,
  paths: readonly string[],
  options?: ScanOptions,
): Promise<ScanSummary> {
  const library = await openLibrary({ dataDir });
  try {
    return await scanIn(library, paths, options);
  } finally {
    await library.close();
  }
}

/** What meta.json says of every track. */
export async function storedRecords(dataDir: string): Promise<Record<string, TrackRecord>> {
  return JSON.parse(await readFile(join(dataDir, 'meta.json'), 'utf8')).tracks;
}
