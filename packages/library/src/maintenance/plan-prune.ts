import { join, resolve } from 'node:path';
import { isInside, pathKey, pathSystem, type RunOptions, type TrackRecord, userEdited } from '@rbassist/core';
import { lookUpFiles, pathsInState } from '../files/file-state.ts';
import type { LibraryContext } from '../library-context.ts';
import { requireTrack } from '../records/require-track.ts';
import { vectorFiles } from '../vectors/vector-files.ts';
import { VectorNames } from '../vectors/vector-names.ts';
import { groupMissing } from './absent-folders.ts';
import type { LibraryChanges } from './apply-changes.ts';
import { classifyRecords, countAsTracks } from './classify-records.ts';
import type { PruneOptions, PruneReport } from './maintenance-options.ts';
import { RecordsView } from './records-view.ts';
import { findStaged } from './staged-tracks.ts';

/** Maximum share of the library to remove without `force`. */
const MAX_SHARE = 1 / 2;

/** Fills in `report`. Changes nothing. Throws the signal's reason after an abort. */
export async function planPrune(
  context: LibraryContext,
  options: PruneOptions,
  report: PruneReport,
): Promise<LibraryChanges> {
  const { folder, meta, waveforms } = context;
  const { tracks, force = false, includeEdited = false, signal, onProgress } = options;
  const run: RunOptions = { signal, onProgress };
  const classes = classifyRecords(meta);
  countAsTracks(classes, (await findStaged(meta, run)).gone);
  const records = new RecordsView(meta, classes);
  const changes: LibraryChanges = {
    ...{ vectorMoves: [], records, unneededVectors: [], abandoned: [], changed: new Set() },
    waveforms: { moved: [], unneeded: [] },
  };

  const chosen = tracks?.map((path) => requireTrack(context, path).key);
  const leaving = chosen ? [...new Set(chosen)] : await missingTracks(classes.tracks, options, report, run);

  for (const path of leaving) {
    const keys = includeEdited ? [] : userEdited(meta.get(path) ?? {});
    if (keys.length > 0) report.kept.push({ path, keys });
    else report.forgotten.push(path);
  }
  const count = report.forgotten.length;
  if (count > report.tracks * MAX_SHARE && !force) {
    Object.assign(report, { forgotten: [], kept: [], refused: { reason: 'half', count } });
    return changes;
  }
  const gone = new VectorNames();
  for (const path of report.forgotten) {
    gone.addFrom(meta.stored(path));
    records.forget(path);
  }
  const used = records.vectorNames();
  const vectors = count > 0 ? await vectorFiles(folder) : [];
  const unneeded = vectors.filter((name) => gone.has(name) && !used.has(name));
  changes.unneededVectors = unneeded.map((name) => join(folder.embeddings, name));
  changes.waveforms = { moved: [], unneeded: report.forgotten.map((path) => waveforms.store.fileOf(path)) };
  return changes;
}

/** Lists the tracks whose files are missing; none if whole drives are, which may come back. */
async function missingTracks(
  all: ReadonlyMap<string, Pick<TrackRecord, 'added'>>,
  { roots = [] }: PruneOptions,
  report: PruneReport,
  run: RunOptions,
): Promise<readonly string[]> {
  const states = await lookUpFiles([...all.keys()], run);
  report.notOfThisSystem = pathsInState('bare', states).length + pathsInState('foreign', states).length;
  const missing = pathsInState('missing', states);
  const { folders } = await groupMissing(missing, pathsInState('present', states), (path) => all.get(path)?.added);
  // here "D:" names a drive; to the system it means the current folder of that drive
  const named = roots.map((root) => pathKey(pathSystem(root) === 'none' ? resolve(root) : root));
  const isNamed = (root: string) => named.some((name) => name === pathKey(root) || isInside(pathKey(root), name));
  const unnamed = folders.filter(({ folder: root, isRoot }) => isRoot && !isNamed(root));
  if (unnamed.length > 0) {
    report.refused = { reason: 'root', folders: unnamed };
    return [];
  }
  return missing;
}
