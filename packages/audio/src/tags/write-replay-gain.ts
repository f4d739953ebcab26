import { access, chmod, chown, constants, copyFile, realpath, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { errorMessage, fileSignature, replaceFileBy, systemErrorCode, TrackError } from '@rbassist/core';
import { hashAudioStream } from '../audio-hash/hash-audio-stream.ts';
import type { AudioFormat } from '../formats/audio-format.ts';
import { sniffFormat } from '../formats/sniff-format.ts';
import { fileError } from '../track-errors.ts';
import { otherTags } from './other-tags.ts';
import { type ReplayGain, replayGainFields } from './replay-gain.ts';
import { canWriteTags, hasTagFields, saveTagFields, type TagFields } from './tag-fields.ts';

/** Options of {@link writeReplayGain}. */
export interface WriteReplayGainOptions {
  /** Only check for differences; write nothing. @default false */
  dryRun?: boolean;
}

/** Permission to write, for owner, group and others. */
const WRITABLE = 0o222;
const PERMISSIONS = 0o7777;

const NO_ROOM = 'the disk is full. Make room and try again';
const NO_ACCESS = 'permission is denied. Give yourself write access to the file and its folder';
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: NO_ROOM,
  EDQUOT: 'your disk quota is used up. Make room and try again',
  EFBIG: 'it would exceed the largest file size allowed here. Raise the limit and try again',
  EACCES: NO_ACCESS,
  EPERM: NO_ACCESS,
  EROFS: 'the disk is read-only. Copy the file to a writable disk',
  ENAMETOOLONG: 'its path is too long for a temporary file in the same folder. Shorten it',
};

/**
 * Writes a track's gain into its tags: ReplayGain 2.0, or R128 gain for Opus. Keeps the audio, every other tag, the
 * permissions and the time of modification. Follows a link.
 *
 * Safe at any moment, also if the process is killed: the path holds the old file or the complete new one. The tags are
 * written into a copy in the same folder, which replaces the file after its audio and other tags were compared.
 *
 * @returns True if the tags differed; a file that already has them is not touched.
 * @throws TrackError `missing`, `unreadable`, `not-audio` or `corrupt`; `unwritable` for a read-only file, folder or
 * disk, a full disk, and a format whose tags cannot be written safely. The file is then unchanged and no copy is left.
 */
export async function writeReplayGain(
  path: string,
  gain: ReplayGain,
  { dryRun = false }: WriteReplayGainOptions = {},
): Promise<boolean> {
  const format = await sniffFormat(path);
  if (!canWriteTags(format))
    throw unwritable(path, `rbassist cannot write gain tags to ${format} files. Convert it to FLAC or MP3`);
  const fields = replayGainFields(gain, format);
  if (await hasFields(path, format, fields)) return false;
  if (dryRun) return true;
  try {
    // replacing the link's own path would replace the link
    await replaceTagged(await realpath(path), format, fields);
    return true;
  } catch (error) {
    throw writeError(path, error);
  }
}

async function hasFields(path: string, format: AudioFormat, fields: TagFields): Promise<boolean> {
  try {
    return await hasTagFields(path, format, fields);
  } catch (error) {
    if (systemErrorCode(error)) throw fileError(path, error);
    throw unwritable(path, `its tags cannot be read (${errorMessage(error)}). Convert it to FLAC or MP3`, error);
  }
}

async function replaceTagged(path: string, format: AudioFormat, fields: TagFields): Promise<void> {
  const original = await stat(path);
  const state = await fileSignature(path);
  // in a writable folder even a read-only file could be replaced
  if ((original.mode & WRITABLE) === 0) throw unwritable(path, 'it is read-only. Make it writable first');
  await access(path, constants.W_OK);
  await access(dirname(path), constants.W_OK);
  const before = await protectedParts(path, format);
  await replaceFileBy(path, async (copy) => {
    await copyFile(path, copy, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await saveTagFields(copy, format, fields);
    // the tag library does not notice a short write on a full disk
    const saved = await hasTagFields(copy, format, fields);
    if (!saved || !isDeepStrictEqual(await protectedParts(copy, format), before)) {
      throw unwritable(
        path,
        'writing its tags would change more than them, or the disk is full. The file is unchanged',
      );
    }
    // only root can set the owner
    await chown(copy, original.uid, original.gid).catch(() => {});
    await chmod(copy, original.mode & PERMISSIONS);
    await utimes(copy, original.atime, original.mtime);
    if ((await fileSignature(path)) !== state)
      throw unwritable(path, 'another program changed it meanwhile. Try again');
  });
}

/** Reads everything that must not change. */
async function protectedParts(path: string, format: AudioFormat): Promise<{ audio: string; tags: unknown }> {
  return { audio: await hashAudioStream(path, format), tags: await otherTags(path, format) };
}

function unwritable(path: string, why: string, cause?: unknown): TrackError {
  return new TrackError('unwritable', path, `${path} cannot be tagged: ${why}.`, { cause });
}

function writeError(path: string, error: unknown): TrackError {
  if (error instanceof TrackError) return error;
  const code = systemErrorCode(error);
  if (code === 'ENOENT') return fileError(path, error);
  return unwritable(path, REMEDIES[code ?? ''] ?? errorMessage(error), error);
}
