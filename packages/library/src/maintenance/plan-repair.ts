import { NO_EMBEDDING, type RunOptions, userEdited } from '@rbassist/core';
import type { ReadonlyVectorIndex } from '@rbassist/index';
import { lookUpFiles } from '../files/file-state.ts';
import type { LibraryContext } from '../library-context.ts';
import { EmbeddingFiles } from '../vectors/embedding-file.ts';
import { LibrarySpaces } from '../vectors/library-spaces.ts';
import { storedVectorNames } from '../vectors/vector-names.ts';
import { planWaveforms } from '../waveforms/waveform-changes.ts';
import { classifyRecords, countAsTracks, type RecordClasses } from './classify-records.ts';
import { followMoved } from './follow-moved.ts';
import { compareIndexed } from './index-agrees.ts';
import type { RepairOptions, RepairReport } from './maintenance-options.ts';
import { findOrphanFiles, mayLackRecords, refuseOrphans } from './orphan-files.ts';
import { RecordsView } from './records-view.ts';
import { mergeInto, type Planning, type RepairPlan } from './repair-plan.ts';
import { findSameFiles } from './same-file.ts';
import { findStaged } from './staged-tracks.ts';
import { renameVectors } from './vector-moves.ts';
import { findBadVectors, type VectorProblem } from './vector-problems.ts';

/** Maximum share of missing vector files. If there are more, their drive is probably missing. */
const MAX_ABSENT_SHARE = 1 / 2;

/** Plans all repairs that need no decoding, and fills in `report`. Changes nothing. */
export async function planRepair(
  { folder, meta, vectors, waveforms }: LibraryContext,
  folders: readonly string[],
  report: RepairReport,
  { force = false, ...options }: RepairOptions,
): Promise<RepairPlan> {
  const classes = classifyRecords(meta);
  const { back, gone } = await findStaged(meta, options);
  countAsTracks(classes, [...back, ...gone]);
  const plan: RepairPlan = {
    vectorMoves: [],
    records: new RecordsView(meta, classes),
    unneededVectors: [],
    abandoned: [],
    waveforms: { moved: [], unneeded: [] },
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
  const found = await findOrphanFiles(folder, storedVectorNames(meta));
  const index = await vectors.openIndex().catch(() => undefined);
  await dropBadVectors(planning, { files, spaces, index, mayDropAbsent: force }, options);

  const { records } = plan;
  const followed = [...report.merged, ...report.moved];
  plan.vectorMoves = renameVectors(folder, files, records, followed);
  const refused = force ? undefined : await refuseOrphans(found, meta);
  if (refused) report.refused.push({ reason: refused, count: found.orphans.length });
  const stay = new Set(refused ? found.orphans : []);
  const { orphans } = await findOrphanFiles(folder, records.vectorNames());
  plan.unneededVectors = orphans.filter((file) => !stay.has(file));
  plan.abandoned = found.abandoned;
  const paths = (await mayLackRecords(meta)) ? undefined : Array.from(records.records(), ([path]) => path);
  plan.waveforms = paths ? await planWaveforms(waveforms.store, paths, followed) : { moved: followed, unneeded: [] };
  const oldNames = new Set(plan.vectorMoves.map(({ from }) => from));
  const removed = [...plan.unneededVectors, ...plan.abandoned, ...plan.waveforms.unneeded];
  report.removedFiles = removed.filter((file) => !oldNames.has(file));
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

interface VectorFacts {
  files: EmbeddingFiles;
  spaces: LibrarySpaces;
  index: ReadonlyVectorIndex | undefined;
  /** Drop all vectors whose files are missing, even if most are. */
  mayDropAbsent: boolean;
}

async function dropBadVectors(
  { plan, states }: Planning,
  { files, spaces, index, mayDropAbsent }: VectorFacts,
  options: RunOptions,
): Promise<void> {
  const { records, report, changed } = plan;
  const onVector = (path: string, vector: Float32Array) => {
    if (index && compareIndexed(index, path, vector) === 'other') changed.add(path);
  };
  const all = [...records.records()];
  const bad = await findBadVectors(all, { files, spaces, states, onVector }, options);
  const absent = bad.filter(({ problem }) => problem === 'missing').length;
  const isMostAbsent = absent > all.filter(([, { embedding }]) => embedding !== undefined).length * MAX_ABSENT_SHARE;
  const keepAbsent = isMostAbsent && !mayDropAbsent;
  if (keepAbsent) report.refused.push({ reason: 'absent', count: absent });
  // an unreadable vector may be good, and missing ones may come back with their drive
  const stays = new Set<VectorProblem>(['unreadable', 'blocked', ...(keepAbsent ? (['missing'] as const) : [])]);
  report.vectors = bad.filter(({ problem }) => !stays.has(problem));
  for (const { path, key } of report.vectors) {
    const cleared = key === 'embedding' ? NO_EMBEDDING : { embedding_next: undefined };
    records.set(path, { ...records.get(path), ...cleared });
  }
}
