import { join } from 'node:path';
import {
  dataFolderError,
  LibraryBusyError,
  type ProcessLock,
  readRegularFile,
  replaceFile,
  takeProcessLock,
} from '@rbassist/core';
import { z } from 'zod';

const VERSION = 1;
const LARGEST_FILE = 2 ** 20;
const STALE_MS = 10 * 60_000;

const StoredWatch = z.object({ version: z.literal(VERSION), folders: z.array(z.string().min(1)) });

/** The folders that a library's server watches, in `watch.json` in its data folder. One server at a time watches. */
export class WatchFile {
  readonly #path: string;
  #lock: ProcessLock | undefined;

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'watch.json');
  }

  /** Returns the stored folders; none if there is no file, or it can't be used. */
  async read(): Promise<string[]> {
    try {
      const text = await readRegularFile(this.#path, LARGEST_FILE);
      return StoredWatch.parse(JSON.parse(text.toString())).folders;
    } catch {
      return [];
    }
  }

  /** @throws {DataFolderError} if the file can't be written. */
  async save(folders: readonly string[]): Promise<void> {
    await replaceFile(this.#path, `${JSON.stringify({ version: VERSION, folders })}\n`).catch((error) => {
      throw dataFolderError(this.#path, 'written', error);
    });
  }

  /**
   * Keeps other servers from watching.
   *
   * @throws {LibraryBusyError} if one does.
   */
  async take(): Promise<void> {
    if (this.#lock && !this.#lock.isLost) return;
    const busy = (holder: string) =>
      new LibraryBusyError(this.#path, `${holder} watches the folders of this library. Stop it first.`);
    this.#lock = await takeProcessLock(this.#path, { staleMs: STALE_MS, busy }).catch((error) => {
      throw error instanceof LibraryBusyError ? error : dataFolderError(this.#path, 'written', error);
    });
  }

  /** Lets other servers watch. You may call it twice. */
  async release(): Promise<void> {
    await this.#lock?.release().catch(() => {});
    this.#lock = undefined;
  }
}
