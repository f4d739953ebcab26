import { access, constants, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  copyWholeFile,
  diskProblem,
  type ErrorDetails,
  fileSignature,
  type Remedy,
  replaceFileBy,
  systemErrorCode,
  TrackError,
} from '@rbassist/core';
import { AudioFile } from '../formats/audio-file.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { formatOf } from '../formats/sniff-format.ts';
import { fileError } from '../track-errors.ts';
import { type ReplayGain, replayGainFields } from './replay-gain.ts';
import type { TagFields } from './tag-fields.ts';
import { differingPart } from './verify/verify-copy.ts';
import { canWriteTags, planTags } from './write/plan-tags.ts';
import { applySplices, type Splice } from './write/splice.ts';
import { TagRefusal } from './write/tag-refusal.ts';

/** Options of {@link writeReplayGain}. */
export interface WriteReplayGainOptions {
  /** Only check for differences; write nothing. @default false */
  dryRun?: boolean;
  /** Called with warnings: hard links that keep the old tags, and attributes that were lost. */
  onWarning?: (message: string) => void;
}

const WRITABLE = 0o222;
/** rbassist can always write tags to a copy in this format. */
const CONVERT: Remedy = { action: 'convert-file', format: 'FLAC' };

/**
 * Writes a track's gain into its tags: ReplayGain 2.0, or R128 gain for Opus. Keeps every other byte, permissions,
 * extended attributes and modification time. Follows a link. Other hard links keep the old tags.
 *
 * The path always has the old file or the complete new one, even if the process is killed. It writes a copy in the same
 * folder, which replaces the file after a second reader has compared everything in both.
 *
 * @returns true if the tags differed. A file that already has them is not changed.
 * @throws TrackError `missing`, `unreadable`, `not-audio` or `corrupt`; `unwritable` for a read-only file, folder or
 * disk, a full disk, and a file whose tags cannot be written safely. The file is then unchanged and no copy is left.
 */
export async function writeReplayGain(
  path: string,
  gain: ReplayGain,
  { dryRun = false, onWarning = () => {} }: WriteReplayGainOptions = {},
): Promise<boolean> {
  const file = await AudioFile.open(path);
  try {
    const format = await formatOf(file);
    if (!canWriteTags(format))
      throw unwritable(path, `rbassist cannot write gain tags to ${format} files`, { remedies: [CONVERT] });
    const fields = replayGainFields(gain, format);
    const splices = await planTags(file, format, fields);
    if (splices.length === 0 || dryRun) return splices.length > 0;
    // resolves the link, so that the link itself is not replaced
    await replaceTagged(file, await realpath(path), { format, fields, splices }, onWarning);
    return true;
  } catch (error) {
    throw writeError(path, error);
  } finally {
    await file.close();
  }
}

interface TagChange {
  format: AudioFormat;
  fields: TagFields;
  splices: readonly Splice[];
}

async function replaceTagged(
  file: AudioFile,
  path: string,
  { format, fields, splices }: TagChange,
  onWarning: (message: string) => void,
): Promise<void> {
  const { mode, nlink, size } = await stat(path);
  const state = await fileSignature(path);
  // a read-only file in a writable folder could be replaced
  if ((mode & WRITABLE) === 0)
    throw unwritable(path, 'it is read-only', { remedies: [{ action: 'grant-access', path }] });
  await access(path, constants.W_OK);
  await access(dirname(path), constants.W_OK);
  if (size !== file.size) throw changedMeanwhile(path);
  await replaceFileBy(path, async (copy) => {
    const { warning } = await copyWholeFile(path, copy, (target) => applySplices(file, target, splices));
    const part = await differingPart(path, copy, format, fields);
    if ((await fileSignature(path)) !== state) throw changedMeanwhile(path);
    // Windows can't replace a file that is open
    await file.close();
    if (part !== undefined) throw new TagRefusal(`the copy with the new tags differs from the original (${part})`);
    if (warning !== undefined) onWarning(warning);
  });
  if (nlink > 1) onWarning(`${path} has hard links. They keep the old tags.`);
}

function changedMeanwhile(path: string): TrackError {
  return unwritable(path, 'another program changed it at the same time', { remedies: [{ action: 'retry' }] });
}

function unwritable(path: string, why: string, details: ErrorDetails): TrackError {
  return new TrackError('unwritable', path, `${path} cannot be tagged: ${why}.`, details);
}

function writeError(path: string, error: unknown): TrackError {
  if (error instanceof TrackError) return error;
  if (error instanceof TagRefusal)
    return unwritable(path, `${error.message}. The file is unchanged`, { cause: error, remedies: [CONVERT] });
  if (systemErrorCode(error) === 'ENOENT') return fileError(path, error);
  const { message, ...details } = diskProblem(path, 'tagged', error);
  return new TrackError('unwritable', path, message, details);
}
