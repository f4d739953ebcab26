import { resolve } from 'node:path';
import { pathKey } from '@rbassist/core';
import { type FileState, lookUpFiles, pathsInState } from '../files/file-state.ts';
import { isBelowNamed, isNamed } from '../files/named-paths.ts';
import { groupMissing } from '../maintenance/absent-folders.ts';
import { classifyRecords, type RecordClasses } from '../maintenance/classify-records.ts';
import type { CollectedPlan } from './collect-plan.ts';
import type { ScanEvent } from './scan-events.ts';
import type { ScanRun } from './scan-run.ts';

/**
 * Marks tracks whose files are missing from the scanned folders, and unmarks those that are back. Marks nothing if the
 * scan ended early, and no track in a folder that can't be read or on a missing drive.
 */
export async function* markMissing(
  { context: { meta }, vanished, summary }: ScanRun,
  paths: readonly string[],
  { found, isWhole, unread }: CollectedPlan,
): AsyncGenerator<ScanEvent, void> {
  const { tracks } = classifyRecords(meta);
  const unmark = (path: string) => {
    if (tracks.get(path)?.missing) meta.update(path, { missing: undefined });
  };
  for (const path of found) if (!vanished.has(path)) unmark(path);
  if (!isWhole || summary.interrupted) return;

  const expected = expectedTracks(tracks, { roots: paths.map((path) => resolve(path)), unread });
  const states = await lookUpFiles(expected.filter((path) => !found.has(path) || vanished.has(path)));
  for (const path of pathsInState('present', states)) unmark(path);
  for (const path of await deletedFiles(states, tracks)) {
    if (!tracks.get(path)?.missing) meta.update(path, { missing: { since: new Date().toISOString() } });
    summary.missing++;
    yield { type: 'missing', path };
  }
  await meta.flush();
}

function expectedTracks(
  tracks: RecordClasses['tracks'],
  { roots, unread }: { roots: readonly string[]; unread: readonly string[] },
): string[] {
  const named = new Set(roots.map(pathKey));
  const unknown = new Set(unread.map(pathKey));
  return [...tracks.keys()].filter((path) => {
    const key = pathKey(path);
    return isNamed(key, named) && !isBelowNamed(key, unknown);
  });
}

/** Lists the files that are missing, without those of a whole drive. */
async function deletedFiles(
  states: ReadonlyMap<string, FileState>,
  tracks: RecordClasses['tracks'],
): Promise<string[]> {
  const missing = pathsInState('missing', states);
  const gone = new Set(missing);
  const others = [...tracks].filter(([path, record]) => !gone.has(path) && !record.missing).map(([path]) => path);
  const { folders, single } = await groupMissing(missing, others, (path) => tracks.get(path)?.added);
  return [...single, ...folders.filter(({ isRoot }) => !isRoot).flatMap(({ paths }) => paths)].sort();
}
