import { lstat, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  carrySignatures,
  fileSignature,
  makeFolder,
  parseFastSignature,
  systemErrorCode,
  TrackError,
} from '@rbassist/core';
import type { MetaStore, TrackPatch } from '@rbassist/meta';
import { undoPatch } from './keeper-changes.ts';
import { moveFile } from './move-file.ts';
import type { StagingEntry } from './staging-log.ts';

/** Resolution of the coarsest file system times, in nanoseconds. */
const TIME_STEP_NS = 2_000_000_000n;

export type UnstageStep = 'restore' | 'remove-copy' | 'remove-placeholder' | 'already-back';

/** A run that was killed may have left the file in either place, or an empty file that reserves its name. */
export async function chooseStep({ action, from, as, bytes }: StagingEntry, dest: string): Promise<UnstageStep> {
  const staged = join(dest, as);
  const stagedBytes = await sizeOf(staged);
  const bytesInPlace = await sizeOf(from);
  if (stagedBytes === undefined) {
    if (bytesInPlace !== undefined) return 'already-back';
    throw new TrackError('missing', from, `${from} is missing, and so is its staged file ${as} in ${dest}.`);
  }
  if (action === 'move' && (bytesInPlace === undefined || (bytesInPlace === 0 && stagedBytes > 0))) {
    if (stagedBytes > 0) return 'restore';
    throw new TrackError('corrupt', from, `${staged} is empty now, so rbassist did not put it back as ${from}.`);
  }
  if (stagedBytes === 0 && bytes > 0) return 'remove-placeholder';
  const moveStaged = { action: 'move-away', path: staged } as const;
  if (bytesInPlace === undefined) {
    const message = `${from} is missing, so rbassist keeps its copy ${staged}.`;
    throw new TrackError('missing', from, message, { remedies: [moveStaged] });
  }
  if (stagedBytes === bytesInPlace && (await haveSameBytes(staged, from))) return 'remove-copy';
  const message = `Another file is at ${from} now, so rbassist keeps ${staged}.`;
  throw new TrackError('unwritable', from, message, { remedies: [{ action: 'move-away', path: from }, moveStaged] });
}

/** Also restores the records that staging changed. Returns true if the file changed while it was staged. */
export async function takeStep(
  step: UnstageStep,
  entry: StagingEntry,
  { meta, dest, dryRun, warn }: { meta: MetaStore; dest: string; dryRun: boolean; warn: (message: string) => void },
): Promise<boolean> {
  const staged = join(dest, entry.as);
  const changed = step === 'restore' && !(await isUnchanged(staged, entry));
  if (dryRun) return changed;
  if (step === 'remove-copy' || step === 'remove-placeholder') await rm(staged);
  if (step === 'restore') {
    await makeFolder(dirname(entry.from));
    if ((await sizeOf(entry.from)) === 0) await rm(entry.from);
    const { after, warnings } = await moveFile(staged, entry.from);
    for (const message of warnings) warn(message);
    // another file system may round the file's time, which changes its signature
    if (!changed) updateExisting(meta, entry.from, carrySignatures(meta.get(entry.from), entry.signature, after));
  }
  if (entry.action === 'move') restoreRecords(meta, entry);
  return changed;
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

async function isUnchanged(staged: string, { bytes, signature }: StagingEntry): Promise<boolean> {
  const { size, mtimeNs } = await stat(staged, { bigint: true });
  const before = parseFastSignature(signature);
  if (before === undefined || Number(size) !== bytes) return false;
  const apart = mtimeNs - before.mtimeNs;
  return apart <= TIME_STEP_NS && apart >= -TIME_STEP_NS;
}

/** Leaves values that changed since. */
function restoreRecords(meta: MetaStore, { from, keeper, keeperChanges = {} }: StagingEntry): void {
  const wasStaged = meta.get(from)?.staged !== undefined;
  updateExisting(meta, from, { staged: undefined });
  const record = meta.get(keeper);
  // staging may have created the kept file's record
  if (!record || !wasStaged || Object.keys(keeperChanges).length === 0) return;
  updateExisting(meta, keeper, undoPatch(record, keeperChanges));
  if (Object.keys(meta.get(keeper) ?? {}).length === 0) meta.delete(keeper);
}

function updateExisting(meta: MetaStore, path: string, patch: TrackPatch): void {
  if (meta.has(path)) meta.update(path, patch);
}
