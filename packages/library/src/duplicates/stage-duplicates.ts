import { join } from 'node:path';
import {
  checkOptions,
  makeFolder,
  notify,
  type OptionRule,
  optionRules,
  type RunOptions,
  removeAbandonedFiles,
  requirePaths,
  TrackError,
  untilAborted,
} from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { LibraryContext } from '../library-context.ts';
import { SavePoint } from '../records/save-point.ts';
import type { DuplicateProblem } from './compared-file.ts';
import { confirmBySound } from './confirm-sound.ts';
import { DUPLICATE_DEFAULTS, DUPLICATE_RULES, type DuplicateMode, type DuplicateOptions } from './duplicate-options.ts';
import { type DuplicateReport, findDuplicates } from './find-duplicates.ts';
import { freeNames } from './free-names.ts';
import { recordEarlierMoves, stageFile } from './stage-file.ts';
import type { StagedFile } from './staged-files.ts';
import { realFolder, requireStagingFolder } from './staging-dest.ts';
import { stagingError } from './staging-error.ts';
import {
  openStagingLog,
  readStagingLog,
  type StagingEntry,
  type StagingHistory,
  type StagingLogWriter,
} from './staging-log.ts';
import { ownedEntries } from './staging-owner.ts';
import { isPresent, type LeftFile, type PlannedFile, planStaging } from './staging-plan.ts';
import { stagingFolder, writeStaging } from './write-staging.ts';

const SAVE_EVERY = 50;
const NOTHING_STAGED: StagingHistory = { entries: [], damagedLines: [], lastId: 0 };

/** Options of `Library.stageDuplicates`. */
export interface StageOptions extends DuplicateOptions {
  /** Staging folder. @default `dup_stage` in the data folder */
  dest?: string;
  /** Move the duplicates instead of copying them. @default false */
  move?: boolean;
  /** Stage the files that `metadata` found without comparing their sound. @default false */
  trustTags?: boolean;
  /** Change nothing; only report. @default false */
  dryRun?: boolean;
}

/** Result of `Library.stageDuplicates`. */
export interface StageReport extends Pick<DuplicateReport, 'mode' | 'compared' | 'sameFiles' | 'skipped'> {
  /** Staging folder, absolute. */
  dest: string;
  move: boolean;
  dryRun: boolean;
  staged: Omit<StagedFile, 'action'>[];
  /** Duplicates that stay in place, with the reason. */
  left: LeftFile[];
  /** Bytes that moving frees in the music folders (or would free). A file with hard links frees none. */
  movedBytes: number;
  problems: DuplicateProblem[];
  /** True if the call was aborted; call it again for the rest. */
  interrupted: boolean;
}

const STAGE_RULES = {
  ...DUPLICATE_RULES,
  dest: optionRules.text,
  move: optionRules.flag,
  trustTags: optionRules.flag,
  dryRun: optionRules.flag,
} satisfies Record<keyof StageOptions, OptionRule>;

/** Writes each file to the folder's log first. Compares the sound of files found by names alone, unless `trustTags`. */
export async function stageDuplicates(context: LibraryContext, options: StageOptions): Promise<StageReport> {
  checkOptions(options, STAGE_RULES);
  if (options.paths !== undefined) requirePaths('paths', options.paths);
  await requireStagingFolder(stagingFolder(context, options.dest), context, options.paths);
  const stage = () => findAndStage(context, options);
  if (options.dryRun) return stage();
  return writeStaging(context, stage, ({ move, staged }) => move && staged.length > 0);
}

async function findAndStage(
  context: LibraryContext,
  { move = false, dryRun = false, trustTags = false, dest: given, ...search }: StageOptions,
): Promise<StageReport> {
  const { meta, warnOnce: warn } = context;
  const dest = stagingFolder(context, given);
  const history = (await readStagingLog(dest)) ?? NOTHING_STAGED;
  const library = await realFolder(context.folder.root);
  const { own: entries } = await ownedEntries(history.entries, { meta, library }, dest);
  const { mode, compared, sameFiles, skipped, groups, problems, interrupted } = await findDuplicates(context, search);
  const plan = await planStaging(groups, { dest, move, entries });
  const { planned, ...checked } = await checkedPlan(plan.planned, { mode, trustTags }, search);
  const report: StageReport = {
    ...{ mode, compared, sameFiles, skipped, dest, move, dryRun, staged: [], movedBytes: 0 },
    left: [...plan.left, ...checked.left],
    problems: [...notMovedBefore(problems, entries), ...checked.problems],
    interrupted: interrupted || checked.interrupted,
  };
  if (dryRun || planned.length === 0) {
    const take = await freeNames(dest);
    for (const plan of planned) addStaged(report, plan, take(plan.file.path));
    return report;
  }
  await createFolder(dest);
  await removeAbandonedFiles(dest);
  const log = await openStagingLog(dest);
  try {
    await stageAll(meta, planned, report, { log, library, entries, lastId: history.lastId, warn }, search);
  } finally {
    await log.close();
  }
  return report;
}

/** A stopped run that is continued names files that it moved already. */
function notMovedBefore(problems: readonly DuplicateProblem[], entries: readonly StagingEntry[]): DuplicateProblem[] {
  const moved = new Set(entries.flatMap(({ action, from }) => (action === 'move' ? from : [])));
  return problems.filter(({ path, error }) => error.kind !== 'missing' || !moved.has(path));
}

/** The plan is empty after an abort. */
async function checkedPlan(
  planned: PlannedFile[],
  { mode, trustTags }: { mode: DuplicateMode; trustTags: boolean },
  { maxDifference = DUPLICATE_DEFAULTS.maxDifference, signal, onProgress }: DuplicateOptions,
) {
  if (mode !== 'metadata' || trustTags) return { planned, left: [], problems: [], interrupted: false };
  const confirm = () => confirmBySound(planned, { maxDifference, signal, onProgress });
  const confirmed = await untilAborted(signal, confirm);
  return confirmed ? { ...confirmed, interrupted: false } : { planned: [], left: [], problems: [], interrupted: true };
}

interface StagingLogState {
  log: StagingLogWriter;
  library: string;
  entries: readonly StagingEntry[];
  lastId: number;
}

async function stageAll(
  meta: MetaStore,
  planned: readonly PlannedFile[],
  report: StageReport,
  { log, library, entries, lastId, warn }: StagingLogState & Pick<LibraryContext, 'warn'>,
  { signal, onProgress }: RunOptions,
): Promise<void> {
  const { dest, move, mode, left, problems } = report;
  const target = { dest, move, mode, library, log, take: await freeNames(dest), warn };
  const savePoint = new SavePoint(meta, SAVE_EVERY);
  let id = lastId;
  let done = 0;
  try {
    await recordEarlierMoves(meta, entries, dest);
    for (const plan of planned) {
      if (signal?.aborted) {
        report.interrupted = true;
        return;
      }
      const { path } = plan.file;
      if (!(await isPresent(plan.keeper))) left.push({ path, keeper: plan.keeper.path, reason: 'keeper-missing' });
      else {
        const staged = await stageFile(meta, plan, ++id, target);
        if (staged instanceof TrackError) problems.push({ path, error: staged });
        else addStaged(report, plan, staged);
      }
      await savePoint.tick();
      notify(onProgress, { stage: 'stage', done: ++done, total: planned.length, item: path });
    }
  } finally {
    await savePoint.save();
  }
}

function addStaged(report: StageReport, { file, keeper }: PlannedFile, name: string): void {
  const { dest, move } = report;
  report.staged.push({ from: file.path, to: join(dest, name), keeper: keeper.path, bytes: file.bytes });
  if (move && !file.isHardLinked) report.movedBytes += file.bytes;
}

async function createFolder(dest: string): Promise<void> {
  try {
    await makeFolder(dest);
  } catch (error) {
    throw stagingError(dest, 'written', error);
  }
}
