import { join, resolve } from 'node:path';
import { isInside, pathKey, pathSystem, type RunOptions, userEdited } from '@rbassist/core';
import { lookUpFiles, pathsThatAre } from '../files/file-state.ts';
import type { CareTarget } from '../library-context.ts';
import { groupMissing } from './absent-folders.ts';
import type { CareChanges } from './apply-changes.ts';
import { surveyRecords } from './classify-records.ts';
import type { PruneOptions, PruneReport } from './maintenance-options.ts';
import { vectorNames } from './orphan-files.ts';
import { RecordsView } from './records-view.ts';

/** More of a library than this is not forgotten without being told to. */
const MOST = 1 / 2;

/**
 * Finds the records whose files are gone. Changes nothing.
 *
 * @throws the signal's reason.
 */
export async function planPrune(
  { folder, meta }: CareTarget,
  { roots = [], force = false, includeInvested = false, signal, onProgress }: PruneOptions,
): Promise<{ changes: CareChanges; report: PruneReport }> {
  const run: RunOptions = { signal, onProgress };
  const survey = surveyRecords(meta);
  const records = new RecordsView(meta, survey);
  const report: PruneReport = { applied: false, tracks: meta.size, forgotten: [], kept: [], notOfThisSystem: 0 };
  const changes: CareChanges = { vectorMoves: [], records, removals: [], changed: new Set() };

  const states = await lookUpFiles([...survey.tracks.keys()], run);
  report.notOfThisSystem = pathsThatAre('bare', states).length + pathsThatAre('foreign', states).length;
  const missing = pathsThatAre('missing', states);
  const { folders } = await groupMissing(missing, pathsThatAre('present', states));
  // a drive is named by its letter alone, which means another folder to the system
  const named = roots.map((root) => pathKey(pathSystem(root) === 'none' ? resolve(root) : root));
  const isNamed = (root: string) => named.some((name) => name === pathKey(root) || isInside(pathKey(root), name));
  const unnamed = folders.filter(({ folder: root, isRoot }) => isRoot && !isNamed(root));
  if (unnamed.length > 0) return { changes, report: { ...report, refused: { because: 'root', folders: unnamed } } };

  for (const path of missing) {
    const keys = includeInvested ? [] : userEdited(meta.get(path) ?? {});
    if (keys.length > 0) report.kept.push({ path, keys });
    else report.forgotten.push(path);
  }
  const count = report.forgotten.length;
  if (count > report.tracks * MOST && !force) {
    return { changes, report: { ...report, forgotten: [], kept: [], refused: { because: 'half', count } } };
  }
  for (const path of report.forgotten) records.forget(path);
  const gone = vectorNames(report.forgotten.map((path) => survey.tracks.get(path)!));
  const used = vectorNames([...records.records()].map(([, record]) => record));
  changes.removals = [...gone].filter((name) => !used.has(name)).map((name) => join(folder.embeddings, name));
  return { changes, report };
}
