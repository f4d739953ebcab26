import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { systemErrorCode } from '@rbassist/core';

/** Reason why a file can't be used yet. */
export type WaitReason =
  /** There is no such file. */
  | 'missing'
  /** Another program holds it, or its drive does not answer. */
  | 'locked'
  /** The file is being written: the end is missing. */
  | 'incomplete'
  /** The file is no XML file of Rekordbox. */
  | 'not-rekordbox';

/** State of a file that Rekordbox exports. */
export type ExportState = { signature: string; size: number; modified: Date } | { waits: 'missing' | 'locked' };

const PART = 4096;
const ROOT = '<DJ_PLAYLISTS';
/** Closing tag, then nothing but blanks and comments. */
const END = /<\/DJ_PLAYLISTS\s*>(?:\s|<!--(?:(?!-->).)*-->|\0)*$/s;
const EMPTY = /<DJ_PLAYLISTS[^>]*\/>\s*$/;

/** Looks at size, time and identity of a file. */
export async function exportState(path: string): Promise<ExportState> {
  try {
    const { size, mtime, ino, dev } = await stat(path);
    return { signature: `${dev}:${ino}:${size}:${mtime.getTime()}`, size, modified: mtime };
  } catch (error) {
    const code = systemErrorCode(error);
    return { waits: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'locked' };
  }
}

/** Returns why a file can't be used yet, or undefined if it begins and ends as it must. */
export async function whyWait(path: string): Promise<WaitReason | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    const { size } = await handle.stat();
    const head = await readPart(handle, 0, Math.min(PART, size));
    // a half-written file may be empty, or have zeros where data comes later
    if (head.replaceAll('\0', '').trim() === '') return 'incomplete';
    if (!head.includes(ROOT))
      return size < PART && /^\s*<\?xml[^>]*>?\s*$/.test(head.replace('\uFEFF', '')) ? 'incomplete' : 'not-rekordbox';
    const tail = await readPart(handle, Math.max(0, size - PART), Math.min(PART, size));
    return END.test(tail) || EMPTY.test(tail) ? undefined : 'incomplete';
  } catch (error) {
    return systemErrorCode(error) === 'ENOENT' ? 'missing' : 'locked';
  } finally {
    await handle?.close();
  }
}

/** Returns a digest of a file's bytes, or undefined if it can't be read. */
export async function digestOf(path: string, signal?: AbortSignal): Promise<string | undefined> {
  const hash = createHash('sha1');
  try {
    for await (const chunk of createReadStream(path, { signal })) hash.update(chunk);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

async function readPart(handle: FileHandle, position: number, length: number): Promise<string> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.toString('utf8', 0, bytesRead);
}
