import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkOptions,
  fileSignature,
  notify,
  type OptionRule,
  optionRules,
  RbassistError,
  removeAbandonedFiles,
  systemErrorCode,
  TrackError,
} from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { LibraryContext } from '../library-context.ts';
import { SavePoint } from '../records/save-point.ts';
import type { DuplicateProblem } from './compared-file.ts';
import { DUPLICATE_RULES, type DuplicateOptions } from './duplicate-options.ts';
import { type DuplicateReport, findDuplicates } from './find-duplicates.ts';
import { changesPatch, keeperChanges } from './keeper-changes.ts';
import { copyToFree, moveFile, putError } from './move-file.ts';
import { stagingError } from './staging-error.ts';
import {
  openStagingLog,
  readStagingLog,
  type StagingEntry,
  type StagingHistory,
  type StagingLogWriter,
} from './staging-log.ts';
import {
  freeNames,
  isThere,
  type LeftFile,
  type PlannedFile,
  planStaging,
  requireStagingFolder,
  type TakeName,
} from './staging-plan.ts';
import { stagingFolder, writeStaging } from './write-staging.ts';

const SAVE_EVERY = 50;
/** No other file can be put there after one of these. */
const FATAL = ['ENOSPC', 'EDQUOT', 'EROFS'];

/** How duplicates are put into a folder of their own. */
export interface StageOptions extends DuplicateOptions {
  /** The staging folder. @default `dup_stage` in the data folder */
  dest?: string;
  /** Move the duplicates rather than copy them. @default false */
  move?: boolean;
  /** Only say what would be done. @default false */
  dryRun?: boolean;
}

/** A file that was put into the staging folder, or would be. */
export interface StagedFile {
  from: string;
  to: string;
  keeper: string;
  bytes: number;
}

/** What staging came to. */
export interface StageReport extends Pick<DuplicateReport, 'mode' | 'compared' | 'sameFiles'> {
  /** The staging folder, absolute. */
  dest: string;
  move: boolean;
  dryRun: boolean;
  staged: StagedFile[];
  /** Duplicates that were left, and why. */
  left: LeftFile[];
  /** Bytes that moving takes from where the music is, or would; a file with more names takes none. */
  movedBytes: number;
  /** Files that could not be compared or staged. */
  problems: DuplicateProblem[];
  /** Whether the run was ended early; the rest is done by running it again. */
  interrupted: boolean;
}

const STAGE_RULES = {
  ...DUPLICATE_RULES,
  dest: optionRules.text,
  move: optionRules.flag,
  dryRun: optionRules.flag,
} satisfies Record<keyof StageOptions, OptionRule>;

/**
 * Puts the duplicates that {@link findDuplicates} finds into a staging folder, one by one; the folder's log notes each before it is touched. No file is
 * overwritten, and none is taken while its keeper is missing. The record of a moved track stays as it is and says where the file went.
 */
export async function stageDuplicates(context: LibraryContext, options: StageOptions): Promise<StageReport> {
  checkOptions(options, STAGE_RULES);
  const stage = () => stageFound(context, options);
  if (options.dryRun) return stage();
  return writeStaging(context, stage, ({ move, staged }) => move && staged.length > 0);
}

async function stageFound(context: LibraryContext, options: StageOptions): Promise<StageReport> {
  const { meta } = context;
  const { move = false, dryRun = false, dest: wanted, ...search } = options;
  const dest = stagingFolder(context, wanted);
  requireStagingFolder(dest, meta);
  const history = (await readStagingLog(dest)) ?? { entries: [], damagedLines: [], lastId: 0 };
  const { mode, compared, sameFiles, groups, problems, interrupted } = await findDuplicates(context, search);
  const { planned, left } = await planStaging(groups, { dest, move, history });
  const report: StageReport = {
    ...{ mode, compared, sameFiles, dest, move, dryRun, left, problems },
    ...{ staged: [], movedBytes: 0, interrupted },
  };
  if (dryRun || planned.length === 0) {
    const take = await freeNames(dest);
    for (const plan of planned) count(report, plan, take(plan.file.path));
    return report;
  }
  await createFolder(dest);
  await removeAbandonedFiles(dest);
  const log = await openStagingLog(dest);
  try {
    await stageAll(meta, planned, { report, log, history, options });
  } finally {
    await log.close();
  }
  return report;
}

interface Staging {
  report: StageReport;
  log: StagingLogWriter;
  history: StagingHistory;
  options: StageOptions;
}

async function stageAll(
  meta: MetaStore,
  planned: readonly PlannedFile[],
  { report, log, history, options: { signal, onProgress } }: Staging,
): Promise<void> {
  const { dest, left, problems } = report;
  const take = await freeNames(dest);
  const savePoint = new SavePoint(meta, SAVE_EVERY);
  let id = history.lastId;
  let done = 0;
  try {
    // a run that was killed may have moved files without saving so
    for (const entry of history.entries) if (await wasMoved(entry, dest)) recordMove(meta, entry, dest);
    for (const plan of planned) {
      if (signal?.aborted) {
        report.interrupted = true;
        return;
      }
      const { path } = plan.file;
      if (!(await isThere(plan.keeper))) left.push({ path, keeper: plan.keeper.path, reason: 'keeper-missing' });
      else {
        const error = await stageOne(meta, plan, { report, log, take, id: ++id });
        if (error) problems.push({ path, error });
      }
      await savePoint.tick();
      notify(onProgress, { stage: 'stage', done: ++done, total: planned.length, item: path });
    }
  } finally {
    await savePoint.save();
  }
}

/** Returns why a file could not be staged; it is then where it was. */
async function stageOne(
  meta: MetaStore,
  plan: PlannedFile,
  { report, log, take, id }: { report: StageReport; log: StagingLogWriter; take: TakeName; id: number },
): Promise<TrackError | undefined> {
  const { dest, move, mode } = report;
  const { file, keeper } = plan;
  const from = file.path;
  try {
    if (!(await isThere(file))) {
      return new TrackError('missing', from, `${from} is not there any more, or it changed since it was compared.`);
    }
    const changes = move ? keeperChanges(meta.get(keeper.path) ?? {}, meta.get(from) ?? {}, mode) : {};
    const entry: StagingEntry = {
      ...{ id, action: move ? 'move' : 'copy', from, as: take(from), bytes: file.bytes },
      ...{ signature: await fileSignature(from), keeper: keeper.path, mode },
      ...(Object.keys(changes).length > 0 && { keeperChanges: changes }),
    };
    await log.append(entry);
    try {
      await (move ? moveFile : copyToFree)(from, join(dest, entry.as));
    } catch (error) {
      // on a full disk there may be no room for that line either; the file is where it was, which undoing sees by itself
      await log.append({ undone: id }).catch(() => {});
      throw error;
    }
    if (move) recordMove(meta, entry, dest);
    count(report, plan, entry.as);
    return undefined;
  } catch (error) {
    if (FATAL.includes(systemErrorCode(error) ?? '')) throw stagingError(dest, 'written', error);
    if (RbassistError.isInstance(error) && !(error instanceof TrackError)) throw error;
    return putError(from, error);
  }
}

/** A moved track's record stays under its path, so that nothing a DJ gave it is lost and everything is right when the file is back. */
function recordMove(
  meta: MetaStore,
  { from, as, keeper, keeperChanges: changes = {} }: StagingEntry,
  dest: string,
): void {
  const record = meta.get(from);
  const to = join(dest, as);
  if (record && record.staged?.to !== to) meta.update(from, { staged: { to, keeper } });
  if (record?.staged === undefined && Object.keys(changes).length > 0) meta.update(keeper, changesPatch(changes));
}

async function wasMoved({ action, from, as }: StagingEntry, dest: string): Promise<boolean> {
  return action === 'move' && (await exists(join(dest, as))) && !(await exists(from));
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function count(report: StageReport, { file, keeper }: PlannedFile, name: string): void {
  const { dest, move } = report;
  report.staged.push({ from: file.path, to: join(dest, name), keeper: keeper.path, bytes: file.bytes });
  if (move && !file.isHardLinked) report.movedBytes += file.bytes;
}

async function createFolder(dest: string): Promise<void> {
  try {
    await mkdir(dest, { recursive: true });
  } catch (error) {
    throw stagingError(dest, 'written', error);
  }
}
