import { resolve } from 'node:path';
import { pathKey, untilAborted } from '@rbassist/core';
import { lookUpFiles, pathsInState } from '../files/file-state.ts';
import { isNamed } from '../files/named-paths.ts';
import type { LibraryContext } from '../library-context.ts';
import { saveChanges } from '../maintenance/apply-changes.ts';
import { type ClassifiedRecord, classifyRecords } from '../maintenance/classify-records.ts';
import { followMoved } from '../maintenance/follow-moved.ts';
import { followMoves } from '../maintenance/follow-moves.ts';
import { RecordsView } from '../maintenance/records-view.ts';
import type { Planning, RepairPlan } from '../maintenance/repair-plan.ts';
import { emptyRepairReport } from '../maintenance/repair-report.ts';
import { renameVectors } from '../maintenance/vector-moves.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import type { ScanEvent } from './scan-events.ts';
import type { ScanSettings } from './scan-options.ts';

interface Followed {
  /** Number of records with new paths. */
  count: number;
  /** Paths whose vector in the index may be out of date. */
  merged: ReadonlySet<string>;
}

/**
 * Looks in `paths` for the files of missing tracks, which keep their records, vectors, waveforms and places in sets.
 * Reads no files of other folders, so that it is quick after a small change.
 */
export async function* followMissing(
  context: LibraryContext,
  paths: readonly string[],
  { unfinished, signal }: Pick<ScanSettings, 'unfinished' | 'signal'>,
): AsyncGenerator<ScanEvent, Followed> {
  const plan = await untilAborted(signal, async () => {
    const moves = await planMoves(context, paths, { unfinished: new Set(unfinished), signal });
    if (!moves?.records.isChanged) return undefined;
    await saveChanges(context, moves, { signal });
    await followMoves(context, moves.report, true);
    return moves;
  });
  if (!plan) return { count: 0, merged: new Set() };
  const { moved, merged } = plan.report;
  const all = new Map([...moved, ...merged].map(({ from, to }) => [from, to]));
  for (const [from, to] of all) yield { type: 'moved', from, to };
  return { count: all.size, merged: plan.changed };
}

async function planMoves(
  { folder, meta }: LibraryContext,
  paths: readonly string[],
  options: { unfinished: ReadonlySet<string>; signal: AbortSignal | undefined },
): Promise<RepairPlan | undefined> {
  const classes = classifyRecords(meta);
  const states = await lookUpFiles(tracksToLookUp(classes.tracks, paths), { signal: options.signal });
  if (pathsInState('missing', states).length === 0) return undefined;
  const report = emptyRepairReport(meta.size);
  const plan: RepairPlan = {
    ...{ report, records: new RecordsView(meta, classes), changed: new Set() },
    ...{ vectorMoves: [], unneededVectors: [], abandoned: [], waveforms: { moved: [], unneeded: [] } },
  };
  const planning: Planning = { plan, states };
  await followMoved(planning, paths, options);
  const followed = [...report.merged, ...report.moved];
  plan.vectorMoves = renameVectors(folder, await EmbeddingFiles.list(folder), plan.records, followed);
  // a copy has the new name, so that the trash needs none
  plan.abandoned = plan.vectorMoves.map(({ from }) => from);
  plan.waveforms = { moved: followed, unneeded: [] };
  return plan;
}

/** Returns the tracks in the scanned folders, and all that are marked as missing. */
function tracksToLookUp(tracks: ReadonlyMap<string, ClassifiedRecord>, paths: readonly string[]): string[] {
  const named = new Set(paths.map((path) => pathKey(resolve(path))));
  const chosen = [...tracks].filter(([path, { missing }]) => missing !== undefined || isNamed(pathKey(path), named));
  return chosen.map(([path]) => path);
}
