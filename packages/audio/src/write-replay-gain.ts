import { access, chmod, chown, constants, copyFile, realpath, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { errorMessage, fileSignature, replaceFileBy, systemErrorCode, TrackError } from '@rbassist/core';
import type { AudioFormat } from './audio-decoder.ts';
import { fileError } from './audio-file.ts';
import { audioFingerprint } from './audio-fingerprint.ts';
import { otherTags } from './other-tags.ts';
import { type ReplayGain, replayGainFields } from './replay-gain.ts';
import { sniffFormat } from './sniff-format.ts';
import { canWriteTags, hasTagFields, saveTagFields, type TagFields } from './tag-fields.ts';

/** How tags are written. */
export interface WriteReplayGainOptions {
  /** Only find out whether there is anything to write. @default false */
  dryRun?: boolean;
}

/** Any bit that lets someone write. */
const WRITABLE = 0o222;
const PERMISSIONS = 0o7777;

const NO_ROOM = 'the disk is full. Make room and run the same command again';
const NO_ACCESS = 'permission is denied. Give yourself the right to write to the file and its folder';
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: NO_ROOM,
  EDQUOT: 'your disk quota is used up. Make room and run the same command again',
  EFBIG: 'it would be larger than a file may be here. Raise the limit and run the same command again',
  EACCES: NO_ACCESS,
  EPERM: NO_ACCESS,
  EROFS: 'the disk is read-only. Copy it to one that can be written',
  ENAMETOOLONG: 'its path leaves no room for a temporary file beside it. Shorten it',
};

/**
 * Writes what was measured of a track into its tags, as ReplayGain 2.0, or for Opus as R128 gain. The sound and every other tag stay as they are,
 * and so do permissions and time of modification.
 *
 * At any moment, also when the process is killed, the path holds either the old file or the whole new one: the tags are written into a copy beside it,
 * the copy's sound and other tags are compared with the file's, and only then does it take the file's place. A link is followed.
 *
 * @returns whether the tags differed from what they are to be; a file that has them is not touched.
 * @throws TrackError `missing`, `unreadable`, `not-audio`, `corrupt`; `unwritable` for a file, folder or disk that cannot be written, and a format
 * whose tags cannot be written safely. The file is then as it was, and there is no other beside it.
 */
export async function writeReplayGain(
  path: string,
  gain: ReplayGain,
  { dryRun = false }: WriteReplayGainOptions = {},
): Promise<boolean> {
  const format = await sniffFormat(path);
  if (!canWriteTags(format))
    throw unwritable(path, `gain tags cannot be written to ${format} files. Convert it to FLAC or MP3`);
  const fields = replayGainFields(gain, format);
  if (await hasFields(path, format, fields)) return false;
  if (dryRun) return true;
  try {
    // what replaces a link's path would replace the link
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
  // a folder that can be written would let anyone replace a file that is meant to stay
  if ((original.mode & WRITABLE) === 0) throw unwritable(path, 'it is read-only. Make it writable first');
  await access(path, constants.W_OK);
  await access(dirname(path), constants.W_OK);
  const before = await untouchable(path, format);
  await replaceFileBy(path, async (copy) => {
    await copyFile(path, copy, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await saveTagFields(copy, format, fields);
    // the library that writes tags is not believed: a short write on a full disk escapes it
    const saved = await hasTagFields(copy, format, fields);
    if (!saved || !isDeepStrictEqual(await untouchable(copy, format), before)) {
      throw unwritable(path, 'writing its tags would change more than them, or the disk is full. It is as it was');
    }
    // the owner is not ours to give unless we are root
    await chown(copy, original.uid, original.gid).catch(() => {});
    await chmod(copy, original.mode & PERMISSIONS);
    await utimes(copy, original.atime, original.mtime);
    if ((await fileSignature(path)) !== state)
      throw unwritable(path, 'another program changed it meanwhile. Run the same command again');
  });
}

/** What must be the same before and after. */
async function untouchable(path: string, format: AudioFormat): Promise<{ sound: string; tags: unknown }> {
  return { sound: await audioFingerprint(path, format), tags: await otherTags(path, format) };
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
