import { join, resolve } from 'node:path';
import { isInside, pathKey, pathSystem, type RunOptions, userEdited } from '@rbassist/core';
import { lookUpFiles, pathsThatAre } from '../files/file-state.ts';
import type { LibraryContext } from '../library-context.ts';
import { groupMissing } from './absent-folders.ts';
import type { LibraryChanges } from './apply-changes.ts';
import { classifyRecords } from './classify-records.ts';
import type { PruneOptions, PruneReport } from './maintenance-options.ts';
import { vectorNames } from './orphan-files.ts';
import { RecordsView } from './records-view.ts';

/** A larger share of the library is forgotten only by force. */
const MOST = 1 / 2;

/**
 * Finds the records whose files are gone. Changes nothing.
 *
 * @param report Filled in.
 * @throws the signal's reason.
 */
export async function planPrune(
  { folder, meta }: LibraryContext,
  { roots = [], force = false, includeEdited = false, signal, onProgress }: PruneOptions,
  report: PruneReport,
): Promise<LibraryChanges> {
  const run: RunOptions = { signal, onProgress };
  const classes = classifyRecords(meta);
  const records = new RecordsView(meta, classes);
  const changes: LibraryChanges = { vectorMoves: [], records, removals: [], changed: new Set() };

  const states = await lookUpFiles([...classes.tracks.keys()], run);
  report.notOfThisSystem = pathsThatAre('bare', states).length + pathsThatAre('foreign', states).length;
  const missing = pathsThatAre('missing', states);
  const { folders } = await groupMissing(missing, pathsThatAre('present', states));
  // a drive is named by its letter alone, which means another folder to the system
  const named = roots.map((root) => pathKey(pathSystem(root) === 'none' ? resolve(root) : root));
  const isNamed = (root: string) => named.some((name) => name === pathKey(root) || isInside(pathKey(root), name));
  const unnamed = folders.filter(({ folder: root, isRoot }) => isRoot && !isNamed(root));
  if (unnamed.length > 0) {
    report.refused = { reason: 'root', folders: unnamed };
    return changes;
  }

  for (const path of missing) {
    const keys = includeEdited ? [] : userEdited(meta.get(path) ?? {});
    if (keys.length > 0) report.kept.push({ path, keys });
    else report.forgotten.push(path);
  }
  const count = report.forgotten.length;
  if (count > report.tracks * MOST && !force) {
    Object.assign(report, { forgotten: [], kept: [], refused: { reason: 'half', count } });
    return changes;
  }
  for (const path of report.forgotten) records.forget(path);
  const gone = vectorNames(report.forgotten.map((path) => classes.tracks.get(path)!));
  const used = vectorNames([...records.records()].map(([, record]) => record));
  changes.removals = [...gone].filter((name) => !used.has(name)).map((name) => join(folder.embeddings, name));
  return changes;
}
