import { lstat, mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  carrySignatures,
  checkOptions,
  fileSignature,
  NotFoundError,
  notify,
  type OptionRule,
  optionRules,
  RbassistError,
  RUN_OPTION_RULES,
  type RunOptions,
  removeAbandonedFiles,
  STAGING_LOG,
  systemErrorCode,
  TrackError,
} from '@rbassist/core';
import type { MetaStore } from '@rbassist/meta';
import type { LibraryContext } from '../library-context.ts';
import type { DuplicateProblem } from './compared-file.ts';
import { undoPatch } from './keeper-changes.ts';
import { moveFile, putError } from './move-file.ts';
import { stagingError } from './staging-error.ts';
import { openStagingLog, readStagingLog, removeStagingLog, type StagingEntry } from './staging-log.ts';
import { stagingFolder, writeStaging } from './write-staging.ts';

/** So many files are put back before it is noted that they are; a killed run sees by itself that they are back. */
const NOTED_AT_ONCE = 50;
/** What the coarsest file systems round times to. */
const TIME_STEP_NS = 2_000_000_000n;

/** How staged duplicates are put back. */
export interface UnstageOptions extends RunOptions {
  /** The staging folder. @default `dup_stage` in the data folder */
  dest?: string;
  /** Only say what would be done. @default false */
  dryRun?: boolean;
}

/** What putting back came to. */
export interface UnstageReport {
  /** The staging folder, absolute. */
  dest: string;
  dryRun: boolean;
  /** Files that are where they were, the last staged first; `changed` since they were staged. */
  restored: { from: string; to: string; changed: boolean }[];
  /** Copies that were removed from the staging folder; what they were copied from is there. */
  removedCopies: string[];
  /** Files that were back already. */
  alreadyBack: number;
  /** Files that are neither here nor there, or that something is in the way of. */
  problems: DuplicateProblem[];
  interrupted: boolean;
}

/** What can be done about a log's entry. */
type Step = 'restore' | 'remove-copy' | 'remove-placeholder' | 'already-back';

const UNSTAGE_RULES = {
  ...RUN_OPTION_RULES,
  dest: optionRules.text,
  dryRun: optionRules.flag,
} satisfies Record<keyof UnstageOptions, OptionRule>;

/**
 * Puts staged duplicates back where they were, the last first, and removes copies whose originals exist. Nothing is overwritten; a file that can't go back
 * stays in the staging folder and in its log, so that the call can be repeated.
 */
export async function unstageDuplicates(context: LibraryContext, options: UnstageOptions): Promise<UnstageReport> {
  checkOptions(options, UNSTAGE_RULES);
  const dest = stagingFolder(context, options.dest);
  const putBack = () => unstage(context.meta, { ...options, dest });
  if (options.dryRun) return putBack();
  return writeStaging(context, putBack, ({ restored }) => restored.length > 0);
}

/** Puts back what a folder's log lists. The caller holds the write lock, except for a dry run. */
export async function unstage(
  meta: MetaStore,
  { dest, dryRun = false, signal, onProgress }: UnstageOptions & { dest: string },
): Promise<UnstageReport> {
  const history = await readStagingLog(dest);
  if (!history) throw new NotFoundError(`Nothing is staged in ${dest}: there is no ${STAGING_LOG} in it.`);
  const report: UnstageReport = {
    ...{ dest, dryRun, restored: [], removedCopies: [], alreadyBack: 0, problems: [], interrupted: false },
  };
  for (const line of history.damagedLines) report.problems.push(damagedLine(dest, line));
  const log = dryRun ? undefined : await openStagingLog(dest);
  if (!dryRun) await tidyFolders(dest, history.entries);
  const undone: number[] = [];
  const note = async () => {
    // the records first: what the log calls undone is never looked at again
    if (log) await meta.flush();
    await log?.append(...undone.splice(0).map((id) => ({ undone: id })));
  };
  let done = 0;
  try {
    for (const entry of history.entries.toReversed()) {
      if (signal?.aborted) {
        report.interrupted = true;
        break;
      }
      try {
        const step = await nextStep(entry, dest);
        const changed = await takeStep(step, entry, { meta, dest, dryRun });
        count(report, step, entry, changed);
        undone.push(entry.id);
      } catch (error) {
        if (RbassistError.isInstance(error) && !(error instanceof TrackError)) throw error;
        report.problems.push({ path: entry.from, error: putError(join(dest, entry.as), error) });
      }
      if (undone.length >= NOTED_AT_ONCE) await note();
      notify(onProgress, { stage: 'unstage', done: ++done, total: history.entries.length, item: entry.from });
    }
  } finally {
    try {
      await note();
    } finally {
      await log?.close();
    }
  }
  if (!dryRun && !report.interrupted && report.problems.length === 0) await clearFolder(dest);
  return report;
}

/** A run that was killed while it copied to another disk may have left half a copy. */
async function tidyFolders(dest: string, entries: readonly StagingEntry[]): Promise<void> {
  for (const folder of new Set([dest, ...entries.map(({ from }) => dirname(from))])) await removeAbandonedFiles(folder);
}

/** Looks at both places, since a run may have been killed, or the log replayed. An empty file is a name that such a run had reserved. */
async function nextStep({ action, from, as, bytes }: StagingEntry, dest: string): Promise<Step> {
  const staged = join(dest, as);
  const there = await sizeOf(staged);
  const back = await sizeOf(from);
  if (there === undefined) {
    if (back !== undefined) return 'already-back';
    throw new TrackError('missing', from, `${from} is neither where it was nor in ${dest} as ${as}. Was it deleted?`);
  }
  if (action === 'move' && (back === undefined || (back === 0 && there > 0))) {
    if (there > 0) return 'restore';
    throw new TrackError('corrupt', from, `${staged} is empty now, so it was not put back as ${from}.`);
  }
  if (there === 0 && bytes > 0) return 'remove-placeholder';
  if (back === undefined) {
    throw new TrackError(
      'missing',
      from,
      `${from} is gone, so its copy ${staged} was kept. Move it to where you want it.`,
    );
  }
  if (there === back && (await haveSameBytes(staged, from))) return 'remove-copy';
  throw new TrackError(
    'unwritable',
    from,
    `Another file is at ${from} now. Move it away and run this again, or move ${staged} to where you want it.`,
  );
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await lstat(path)).size;
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function haveSameBytes(a: string, b: string): Promise<boolean> {
  return (await fileSignature(a, 'content')) === (await fileSignature(b, 'content'));
}

/** Returns whether the file changed while it was staged. */
async function takeStep(
  step: Step,
  entry: StagingEntry,
  { meta, dest, dryRun }: { meta: MetaStore; dest: string; dryRun: boolean },
): Promise<boolean> {
  const staged = join(dest, entry.as);
  const changed = step === 'restore' && !(await isUnchanged(staged, entry));
  if (dryRun) return changed;
  if (step === 'remove-copy' || step === 'remove-placeholder') await rm(staged);
  if (step === 'restore') {
    await mkdir(dirname(entry.from), { recursive: true });
    if ((await sizeOf(entry.from)) === 0) await rm(entry.from);
    const { after } = await moveFile(staged, entry.from);
    // another file system may keep times less exactly, which makes the file no other one
    if (!changed) updateKnown(meta, entry.from, carrySignatures(meta.get(entry.from), entry.signature, after));
  }
  if (entry.action === 'move') forget(meta, entry);
  return changed;
}

/** Whether a staged file is the one that was staged, as far as size and time tell. */
async function isUnchanged(staged: string, { bytes, signature }: StagingEntry): Promise<boolean> {
  const { size, mtimeNs } = await stat(staged, { bigint: true });
  const [time = ''] = signature.split('_');
  if (Number(size) !== bytes || !/^\d+$/.test(time)) return false;
  const apart = mtimeNs - BigInt(time);
  return apart <= TIME_STEP_NS && apart >= -TIME_STEP_NS;
}

/** Makes the records what they were, but for what was changed since. */
function forget(meta: MetaStore, { from, keeper, keeperChanges = {} }: StagingEntry): void {
  const wasStaged = meta.get(from)?.staged !== undefined;
  updateKnown(meta, from, { staged: undefined });
  const record = meta.get(keeper);
  if (!record || !wasStaged) return;
  updateKnown(meta, keeper, undoPatch(record, keeperChanges));
  if (Object.keys(meta.get(keeper) ?? {}).length === 0) meta.delete(keeper);
}

function updateKnown(meta: MetaStore, path: string, patch: Parameters<MetaStore['update']>[1]): void {
  if (meta.has(path)) meta.update(path, patch);
}

function count(report: UnstageReport, step: Step, { from, as }: StagingEntry, changed: boolean): void {
  const staged = join(report.dest, as);
  if (step === 'restore') report.restored.push({ from: staged, to: from, changed });
  else if (step === 'remove-copy') report.removedCopies.push(staged);
  else report.alreadyBack++;
}

function damagedLine(dest: string, line: number): DuplicateProblem {
  const path = join(dest, STAGING_LOG);
  const message = `Line ${line} of ${path} is damaged; what it noted cannot be put back. Its file is still in ${dest}.`;
  return { path, error: new TrackError('corrupt', path, message) };
}

/** With nothing staged any more the log goes, and the folder where nothing else is in it. */
async function clearFolder(dest: string): Promise<void> {
  try {
    await removeStagingLog(dest);
    if ((await readdir(dest)).length === 0) await rmdir(dest);
  } catch (error) {
    throw stagingError(dest, 'written', error);
  }
}
