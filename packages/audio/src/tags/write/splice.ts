import { type FileHandle, open } from 'node:fs/promises';
import type { AudioFile } from '../../formats/audio-file.ts';

export interface Splice {
  start: number;
  end: number;
  bytes: Uint8Array;
}

const PIECE_BYTES = 1 << 20;

export function growthOf(splices: readonly Splice[]): number {
  return splices.reduce((sum, { start, end, bytes }) => sum + bytes.length - (end - start), 0);
}

/** Writes the changed file to `copy`. `splices` are in order, without overlap. Throws the system's error. */
export async function applySplices(original: AudioFile, copy: string, splices: readonly Splice[]): Promise<void> {
  const handle = await open(copy, 'r+');
  try {
    let shift = 0;
    let from = 0;
    for (const { start, end, bytes } of [...splices, { start: original.size, end: original.size, bytes: EMPTY }]) {
      if (shift !== 0) await copyRange(original, handle, from, start, shift);
      await writeAll(handle, bytes, start + shift);
      shift += bytes.length - (end - start);
      from = end;
    }
    if (shift < 0) await handle.truncate(original.size + shift);
  } finally {
    await handle.close();
  }
}

const EMPTY = new Uint8Array(0);

async function copyRange(file: AudioFile, to: FileHandle, start: number, end: number, shift: number): Promise<void> {
  for (let at = start; at < end; at += PIECE_BYTES) {
    await writeAll(to, await file.read(at, Math.min(PIECE_BYTES, end - at)), at + shift);
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
