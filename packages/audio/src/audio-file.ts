import { type FileHandle, open, stat } from 'node:fs/promises';
import { errorMessage, systemErrorCode, TrackError } from '@rbassist/core';

/** A file opened for reading at any place. Every failure is a {@link TrackError}. */
export class AudioFile {
  readonly path: string;
  readonly size: number;
  readonly #handle: FileHandle;

  private constructor(path: string, size: number, handle: FileHandle) {
    this.path = path;
    this.size = size;
    this.#handle = handle;
  }

  /** @throws TrackError `missing`, or `unreadable` for folders, pipes and files without permission. */
  static async open(path: string): Promise<AudioFile> {
    try {
      const found = await stat(path);
      if (found.isDirectory()) throw new TrackError('unreadable', path, `${path} is a folder, not an audio file.`);
      // opening a pipe would wait for its writer for ever
      if (!found.isFile()) throw new TrackError('unreadable', path, `${path} is not a regular file.`);
      return new AudioFile(path, found.size, await open(path, 'r'));
    } catch (error) {
      throw fileError(path, error);
    }
  }

  /** The bytes at a position in a buffer of their own; fewer than asked for only at the end of the file. */
  async read(position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - position)));
    const filled = await this.readInto(bytes, position);
    return filled === bytes.length ? bytes : bytes.slice(0, filled);
  }

  /** Fills a buffer from a position on. Returns how many bytes there were. */
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

/** The classed error for a failed system call on a track's file; a TrackError stays what it is. */
export function fileError(path: string, error: unknown): TrackError {
  if (error instanceof TrackError) return error;
  const code = systemErrorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new TrackError('missing', path, `${path} does not exist. Was it moved or renamed?`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new TrackError('unreadable', path, `${path} cannot be read: no permission.`, { cause: error });
  }
  return new TrackError('unreadable', path, `${path} cannot be read: ${errorMessage(error)}`, { cause: error });
}
