import { readdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  checkOptions,
  exists,
  NotFoundError,
  notify,
  type OptionRule,
  optionRules,
  RbassistError,
  RUN_OPTION_RULES,
  type RunOptions,
  removeAbandonedFiles,
  STAGING_LOG,
  TrackError,
} from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { LibraryContext } from '../library-context.ts';
import type { DuplicateProblem } from './compared-file.ts';
import { moveError } from './move-file.ts';
import { realFolder } from './staging-dest.ts';
import { stagingError } from './staging-error.ts';
import {
  openStagingLog,
  readStagingLog,
  removeStagingLog,
  type StagingEntry,
  type StagingLogWriter,
} from './staging-log.ts';
import { ownedEntries, stagedTracks } from './staging-owner.ts';
import { chooseStep, takeStep, type UnstageStep } from './unstage-step.ts';
import { stagingFolder, writeStaging } from './write-staging.ts';

/** Files between two writes of the log. After a crash, unstaging checks which files are back. */
const SAVE_EVERY = 50;

/** Options of `Library.unstage`. */
export interface UnstageOptions extends RunOptions {
  /** Staging folder. @default `dup_stage` in the data folder */
  dest?: string;
  /** Change nothing; only report. @default false */
  dryRun?: boolean;
}

/** Result of `Library.unstage`. */
export interface UnstageReport {
  /** Staging folder, absolute. */
  dest: string;
  dryRun: boolean;
  /** Files that are back in place, last staged first; `changed` is true for a file that changed while it was staged. */
  restored: { from: string; to: string; changed: boolean }[];
  /** Copies that were removed from the staging folder because their originals are in place. */
  removedCopies: string[];
  alreadyBack: number;
  /** Number of files in the folder that other libraries staged, by data folder ('' if unknown); they stay. */
  others: Record<string, number>;
  /** Files that are missing, blocked by another file, or not in the log. */
  problems: DuplicateProblem[];
  /** True if the call was aborted; call it again for the rest. */
  interrupted: boolean;
}

const UNSTAGE_RULES = {
  ...RUN_OPTION_RULES,
  dest: optionRules.text,
  dryRun: optionRules.flag,
} satisfies Record<keyof UnstageOptions, OptionRule>;

/** Overwrites nothing. A file that can't go back stays in the staging folder and its log, for another call. */
export async function unstageDuplicates(context: LibraryContext, options: UnstageOptions): Promise<UnstageReport> {
  checkOptions(options, UNSTAGE_RULES);
  const dest = stagingFolder(context, options.dest);
  const library = await realFolder(context.folder.root);
  const putBack = () => unstage(context.meta, { ...options, dest, library, warn: context.warnOnce });
  if (options.dryRun) return putBack();
  return writeStaging(context, putBack, ({ restored }) => restored.length > 0);
}

type Warner = Pick<LibraryContext, 'warn'>;

/** Needs the write lock, except for a dry run. */
export async function unstage(
  meta: MetaStore,
  {
    dest,
    library,
    dryRun = false,
    warn = () => {},
    ...run
  }: UnstageOptions & { dest: string; library: string } & Partial<Warner>,
): Promise<UnstageReport> {
  const history = await readStagingLog(dest);
  const tracks = await stagedTracks(meta, dest);
  if (!history && tracks.size === 0) {
    const remedies = [{ action: 'choose-staging-folder' as const }];
    throw new NotFoundError(`Nothing is staged in ${dest}: it has no ${STAGING_LOG}.`, [], { remedies });
  }
  const report: UnstageReport = {
    ...{ dest, dryRun, restored: [], removedCopies: [], alreadyBack: 0, others: {}, problems: [], interrupted: false },
  };
  const { entries = [], damagedLines = [] } = history ?? {};
  const { own, others } = await ownedEntries(entries, { meta, library }, dest);
  report.others = Object.fromEntries(others);
  for (const line of damagedLines) report.problems.push(damagedLine(dest, line));
  for (const entry of own) if (isOfOther(entry, tracks)) report.problems.push(wrongOrigin(dest, entry, tracks));
  report.problems.push(...(await unlistedFiles(dest, entries, tracks)));
  const todo = own.filter((entry) => !isOfOther(entry, tracks));
  const log = dryRun || !history ? undefined : await openStagingLog(dest);
  try {
    if (!dryRun) await removeTemporaryFiles(dest, todo);
    await undoEntries(meta, todo, log, report, { ...run, warn });
  } finally {
    await log?.close();
  }
  const isDone = !dryRun && !report.interrupted && report.problems.length === 0;
  // another library may have staged files in the meantime
  if (isDone && (await readStagingLog(dest))?.entries.length === 0) await removeStagingFolder(dest);
  return report;
}

function isOfOther({ from, as }: StagingEntry, tracks: ReadonlyMap<string, string>): boolean {
  return (tracks.get(as) ?? from) !== from;
}

function wrongOrigin(dest: string, { from, as }: StagingEntry, tracks: ReadonlyMap<string, string>): DuplicateProblem {
  const says = `${join(dest, STAGING_LOG)} says that ${as} was ${from}, but the library says ${tracks.get(as)}`;
  const path = join(dest, as);
  return { path, error: new TrackError('corrupt', path, `${says}. rbassist left the file in ${dest}.`) };
}

/** Finds tracks whose records say that they are staged here, but that are missing from a cut or damaged log. */
async function unlistedFiles(
  dest: string,
  entries: readonly StagingEntry[],
  tracks: ReadonlyMap<string, string>,
): Promise<DuplicateProblem[]> {
  const listed = new Set(entries.map(({ as }) => as));
  const problems: DuplicateProblem[] = [];
  for (const [as, path] of tracks) {
    if (listed.has(as) || !(await exists(join(dest, as))) || (await exists(path))) continue;
    const message = `${path} is staged as ${join(dest, as)}, but ${STAGING_LOG} does not list it. Move it back yourself.`;
    problems.push({ path, error: new TrackError('corrupt', path, message, { remedies: [{ action: 'rescan' }] }) });
  }
  return problems;
}

async function undoEntries(
  meta: MetaStore,
  entries: readonly StagingEntry[],
  log: StagingLogWriter | undefined,
  report: UnstageReport,
  { signal, onProgress, warn }: RunOptions & Warner,
): Promise<void> {
  const { dest, dryRun, problems } = report;
  const undone: StagingEntry[] = [];
  const save = async () => {
    // records first: entries that the log calls undone are never read again
    if (log) await meta.flush();
    await log?.append(...undone.splice(0).map(({ id, library }) => ({ undone: id, library })));
  };
  let done = 0;
  try {
    for (const entry of entries.toReversed()) {
      if (signal?.aborted) {
        report.interrupted = true;
        break;
      }
      try {
        const step = await chooseStep(entry, dest);
        const changed = await takeStep(step, entry, { meta, dest, dryRun, warn });
        addStep(report, step, entry, changed);
        undone.push(entry);
      } catch (error) {
        if (RbassistError.isInstance(error) && !(error instanceof TrackError)) throw error;
        problems.push({ path: entry.from, error: moveError(join(dest, entry.as), error) });
      }
      if (undone.length >= SAVE_EVERY) await save();
      notify(onProgress, { stage: 'unstage', done: ++done, total: entries.length, item: entry.from });
    }
  } finally {
    await save();
  }
}

/** A run that was killed leaves partial copies. */
async function removeTemporaryFiles(dest: string, entries: readonly StagingEntry[]): Promise<void> {
  for (const folder of new Set([dest, ...entries.map(({ from }) => dirname(from))])) await removeAbandonedFiles(folder);
}

function addStep(report: UnstageReport, step: UnstageStep, { from, as }: StagingEntry, changed: boolean): void {
  const staged = join(report.dest, as);
  if (step === 'restore') report.restored.push({ from: staged, to: from, changed });
  else if (step === 'remove-copy') report.removedCopies.push(staged);
  else report.alreadyBack++;
}

function damagedLine(dest: string, line: number): DuplicateProblem {
  const path = join(dest, STAGING_LOG);
  const reason = `Line ${line} of ${path} is damaged, so rbassist can't put its file back.`;
  const message = `${reason} The file is still in ${dest}.`;
  return { path, error: new TrackError('corrupt', path, message) };
}

async function removeStagingFolder(dest: string): Promise<void> {
  try {
    await removeStagingLog(dest);
    if ((await readdir(dest)).length === 0) await rmdir(dest);
  } catch (error) {
    throw stagingError(dest, 'written', error);
  }
}
