import { type FileHandle, open, rm } from 'node:fs/promises';
import { replaceFile } from '@rbassist/core';
import { type Place, readPlace, withFile } from './file-window.ts';
import type { JournalLine } from './journal-line.ts';

/** Where the journal of a meta.json is. */
export function journalOf(metaPath: string): string {
  return `${metaPath.replace(/\.json$/, '')}.journal.ndjson`;
}

/** The file that changes are appended to. One process writes to it, one call at a time. */
export class Journal {
  readonly path: string;
  /** Where the last whole line ends. */
  #end: number;
  #exists: boolean;
  #handle: FileHandle | undefined;
  /** Whether there are lines that a power cut would take. */
  #unsynced = false;

  constructor(path: string, { exists, end }: { exists: boolean; end: number }) {
    this.path = path;
    this.#exists = exists;
    this.#end = end;
  }

  /** Whether there is a file. */
  get exists(): boolean {
    return this.#exists;
  }

  /**
   * Appends lines, all or none, and remembers where their long values lie.
   *
   * @throws the system's error; what was written of them is cut off again.
   */
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
        value.place = { at: this.#end + at, length };
        value.text = undefined;
      }
      this.#end += text.length;
    }
    this.#unsynced = true;
  }

  /** Waits until all that was appended is on the disk. Throws the system's error. */
  async sync(): Promise<void> {
    if (!this.#unsynced) return;
    await this.#handle?.datasync();
    this.#unsynced = false;
  }

  /** The text at places in the journal. */
  read(places: readonly Place[]): string[] {
    const read = (file: number) => places.map((place) => readPlace(file, place).toString('latin1'));
    return this.#handle ? read(this.#handle.fd) : (withFile(this.path, read) ?? []);
  }

  /** Takes the file away; what it said is elsewhere by now. */
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
    // a new file's name is on the disk before anything is said in it
    if (!this.#exists) await replaceFile(this.path, '');
    this.#exists = true;
    const handle = await open(this.path, 'r+');
    try {
      // a line that a crash cut short must not run into the next one
      await handle.truncate(this.#end);
    } catch (error) {
      await handle.close();
      throw error;
    }
    this.#handle = handle;
    return handle;
  }
}
