import { NO_EMBEDDING, type RunOptions, userEdited } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import { lookUpFiles } from '../files/file-state.ts';
import type { LibraryContext } from '../library-context.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import { classifyRecords, countAsTracks, type RecordClasses } from './classify-records.ts';
import { followMoved } from './follow-moved.ts';
import { compareIndexed } from './index-agrees.ts';
import type { RepairReport } from './maintenance-options.ts';
import { findOrphanFiles } from './orphan-files.ts';
import { RecordsView } from './records-view.ts';
import { mergeInto, type Planning, type RepairPlan } from './repair-plan.ts';
import { findSameFiles } from './same-file.ts';
import { findStaged } from './staged-tracks.ts';
import { renameVectors } from './vector-moves.ts';
import { findBadVectors } from './vector-problems.ts';

/**
 * Plans the repair of everything that needs no decoding. Changes nothing.
 *
 * @param folders Folders to search for moved files; without any, those that hold the library's music.
 * @param report Report to fill in.
 * @throws the signal's reason after an abort.
 */
export async function planRepair(
  { folder, meta, vectors }: LibraryContext,
  folders: readonly string[],
  report: RepairReport,
  options: RunOptions,
): Promise<RepairPlan> {
  const classes = classifyRecords(meta);
  const { back, gone } = await findStaged(meta, options);
  countAsTracks(classes, [...back, ...gone]);
  const plan: RepairPlan = {
    vectorMoves: [],
    records: new RecordsView(meta, classes),
    removals: [],
    changed: new Set(),
    report,
  };
  const files = await EmbeddingFiles.list(folder);
  const spaces = await LibrarySpaces.of(meta, files);
  dropJunk(plan, classes);
  unmarkStaged(plan, back);
  const planning: Planning = { plan, states: await lookUpFiles([...classes.tracks.keys()], options) };
  await mergeSameFiles(planning);
  await followMoved(planning, folders, options);
  await dropBadVectors(planning, files, spaces, await vectors.openIndex().catch(() => undefined), options);

  const { records } = plan;
  plan.vectorMoves = renameVectors(folder, files, records, [...report.merged, ...report.moved]);
  const remaining = [...records.records()].map(([, record]) => record);
  const { orphans, abandoned } = await findOrphanFiles(folder, remaining);
  plan.removals = [...orphans, ...abandoned];
  const oldNames = new Set(plan.vectorMoves.map(({ from }) => from));
  report.removedFiles = plan.removals.filter((file) => !oldNames.has(file));
  return plan;
}

function dropJunk({ records, report }: RepairPlan, { junk }: RecordClasses): void {
  for (const path of junk.keys()) {
    const keys = userEdited(records.get(path) ?? {});
    if (keys.length > 0) report.keptJunk.push({ path, keys });
    else {
      report.junk.push(path);
      records.forget(path);
    }
  }
}

/** Drops the mark of staged tracks whose files are back in place. */
function unmarkStaged({ records, report, changed }: RepairPlan, back: readonly string[]): void {
  for (const path of back) {
    records.set(path, { ...records.get(path), staged: undefined });
    changed.add(path);
  }
  report.unstaged = [...back];
}

async function mergeSameFiles({ plan, states }: Planning): Promise<void> {
  for (const { path, others } of await findSameFiles(states)) {
    for (const from of others) {
      mergeInto(plan, from, path, plan.records.get(from) ?? {}, states.get(path));
      states.delete(from);
    }
  }
}

async function dropBadVectors(
  { plan, states }: Planning,
  files: EmbeddingFiles,
  spaces: LibrarySpaces,
  index: ReadonlyVectorIndex | undefined,
  options: RunOptions,
): Promise<void> {
  const { records, report, changed } = plan;
  const onVector = (path: string, vector: Float32Array) => {
    if (index && compareIndexed(index, path, vector) === 'other') changed.add(path);
  };
  const bad = await findBadVectors([...records.records()], { files, spaces, states, onVector }, options);
  // an unreadable vector may be good
  report.vectors = bad.filter(({ problem }) => problem !== 'unreadable');
  for (const { path, key } of report.vectors) {
    const cleared = key === 'embedding' ? NO_EMBEDDING : { embedding_next: undefined };
    records.set(path, { ...records.get(path), ...cleared });
  }
}
