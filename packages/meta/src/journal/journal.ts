import { type FileHandle, open, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { replaceFile } from '@rbassist/core';
import { type ByteRange, readRange } from '../files/byte-range.ts';
import { currentState, type FileState, withFile } from '../files/file-state.ts';
import type { JournalLine } from './journal-line.ts';

export function journalPath(metaPath: string): string {
  return `${metaPath.replace(/\.json$/, '')}.journal.ndjson`;
}

/** File that stores changes since the snapshot. Only one process and one call may append at a time. */
export class Journal {
  readonly path: string;
  /** End of the last complete line. */
  #end: number;
  #exists: boolean;
  /** State of the file when it was read; undefined if there was none. */
  readonly #readState: FileState | undefined;
  #handle: FileHandle | undefined;
  /** True while a power failure would lose lines. */
  #unsynced = false;

  constructor(path: string, { exists, end, state }: { exists: boolean; end: number; state?: FileState }) {
    this.path = path;
    this.#exists = exists;
    this.#end = end;
    this.#readState = state;
  }

  /** Returns true if the file is still as it was read. For a journal that is only read. */
  isCurrent(): boolean {
    return currentState(this.path) === this.#readState;
  }

  get exists(): boolean {
    return this.#exists;
  }

  /** Appends lines, all or none, and sets the ranges of their long values. On an error, the file keeps its old end. */
  async append(lines: readonly JournalLine[]): Promise<void> {
    if (lines.length === 0) return;
    const handle = await this.#open();
    const bytes = Buffer.from(lines.map(({ text }) => text).join(''), 'latin1');
    try {
      for (let done = 0; done < bytes.length; ) {
        done += (await handle.write(bytes, done, bytes.length - done, this.#end + done)).bytesWritten;
      }
    } catch (error) {
      await handle.truncate(this.#end).catch(() => {});
      throw error;
    }
    for (const { text, values } of lines) {
      for (const { value, at, length } of values) {
        value.range = { at: this.#end + at, length, crc: crc32(value.text ?? '') };
        value.text = undefined;
      }
      this.#end += text.length;
    }
    this.#unsynced = true;
  }

  async sync(): Promise<void> {
    if (!this.#unsynced) return;
    await this.#handle?.datasync();
    this.#unsynced = false;
  }

  /** Reads the text of ranges. Returns an empty list if there is no file. */
  read(ranges: readonly ByteRange[]): string[] {
    const read = (file: number) => ranges.map((range) => readRange(file, range).toString('latin1'));
    return this.#handle ? read(this.#handle.fd) : (withFile(this.path, read) ?? []);
  }

  /** Removes the file. All its changes must be in meta.json. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.path, { force: true });
    this.#exists = false;
    this.#end = 0;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    this.#unsynced = false;
    await handle?.close();
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle) return this.#handle;
    // a new file's name must be on the disk before its first line
    if (!this.#exists) await replaceFile(this.path, '');
    this.#exists = true;
    const handle = await open(this.path, 'r+');
    try {
      // drops a line that a crash cut short, so that the next line starts cleanly
      await handle.truncate(this.#end);
    } catch (error) {
      await handle.close();
      throw error;
    }
    this.#handle = handle;
    return handle;
  }
}
