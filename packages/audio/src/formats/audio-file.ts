import { type FileHandle, open, stat } from 'node:fs/promises';
import { TrackError } from '@rbassist/core';
import { fileError } from '../track-errors.ts';

/** A file open for reading at any position. Every failure is a {@link TrackError}. */
export class AudioFile {
  readonly path: string;
  readonly size: number;
  readonly #handle: FileHandle;

  private constructor(path: string, size: number, handle: FileHandle) {
    this.path = path;
    this.size = size;
    this.#handle = handle;
  }

  /** @throws TrackError `missing`; `unreadable` for a folder, a pipe or a file without permission. */
  static async open(path: string): Promise<AudioFile> {
    try {
      const found = await stat(path);
      if (found.isDirectory()) throw new TrackError('unreadable', path, `${path} is a folder, not an audio file.`);
      // opening a pipe would wait for its writer forever
      if (!found.isFile()) throw new TrackError('unreadable', path, `${path} is not a regular file.`);
      return new AudioFile(path, found.size, await open(path, 'r'));
    } catch (error) {
      throw fileError(path, error);
    }
  }

  /** Returns a copy of the bytes at a position; fewer than `length` only at the end of the file. */
  async read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - position)));
    const filled = await this.readInto(bytes, position);
    return filled === bytes.length ? bytes : bytes.slice(0, filled);
  }

  async readInto(bytes: Uint8Array, position: number): Promise<number> {
    try {
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await this.#handle.read(bytes, filled, bytes.length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    } catch (error) {
      throw fileError(this.path, error);
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
