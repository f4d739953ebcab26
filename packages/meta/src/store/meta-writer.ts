import { dataFolderError, errorMessage, notify } from '@rbassist/core';
import { backUp } from '../backup/backup.ts';
import { currentState } from '../files/file-state.ts';
import { changeLine } from '../journal/journal-line.ts';
import { JournalQueue } from '../journal/journal-queue.ts';
import type { TrackChange } from '../journal/track-change.ts';
import { Compactor, type WriterParts } from './compactor.ts';
import type { DiskState } from './disk-state.ts';
import { unwritableWarning } from './meta-warning.ts';

/** Maximum time that a change stays only in memory. */
const FLUSH_MS = 500;

/** Saves changes to the journal within half a second, and to meta.json on compaction. */
export class MetaWriter {
  readonly #parts: WriterParts;
  readonly #queue: JournalQueue;
  readonly #compactor: Compactor;
  /** Revision of the last change of each changed track, in the order of these changes. */
  readonly #changedAt = new Map<string, number>();
  #revision = 0;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#queue = new JournalQueue(parts.journal);
    this.#compactor = new Compactor(parts, this.#queue);
  }

  get dirty(): boolean {
    return this.#queue.size > 0;
  }

  get revision(): number {
    return this.#revision;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  changedSince(revision: number): string[] {
    return [...this.#changedAt].filter(([, at]) => at > revision).map(([path]) => path);
  }

  change(path: string, change: TrackChange): void {
    const { table } = this.#parts;
    table.change(path, change);
    this.#queue.add(changeLine(table.snapshot.content, path, change));
    this.#changedAt.delete(path);
    this.#changedAt.set(path, ++this.#revision);
    this.#timer ??= setTimeout(() => this.#flushInBackground(), FLUSH_MS);
  }

  followFile(): void {
    this.#compactor.followFile();
  }

  /** On an error, the changes stay in memory. Throws {@link DataFolderError} or {@link LibraryBusyError}. */
  async flush(sync: boolean): Promise<void> {
    await this.#inTurn(async () => {
      this.#parts.lock.check();
      await this.#queue.flush();
      if (sync) await this.#parts.journal.sync();
    });
  }

  /** Does nothing without changes. Throws the errors of {@link flush}. */
  async compact(): Promise<void> {
    await this.#inTurn(async () => {
      this.#parts.lock.check();
      if (this.#parts.table.changed || this.#parts.journal.exists) await this.#compactor.compact();
    });
  }

  /** Compacts and copies meta.json. Returns the copy's path, or undefined if there is no file. */
  async backUp(): Promise<string | undefined> {
    const { path } = this.#parts;
    await this.compact();
    try {
      return currentState(path) && (await backUp(path));
    } catch (error) {
      throw dataFolderError(path, 'written', error);
    }
  }

  /** Rewrites damaged files, which must have been copied before, and removes a journal without changes. */
  async repair({ snapshot, journal }: DiskState): Promise<void> {
    if (snapshot.damage || journal.damaged > 0 || journal.foreign > 0) {
      await this.#inTurn(async () => {
        this.#parts.lock.check();
        await this.#compactor.compact();
      });
    } else if (journal.exists && journal.replayed === 0) {
      await this.#inTurn(() => this.#parts.journal.remove()).catch(() => {});
    }
  }

  /** Saves the changes, also those made meanwhile, and releases the lock. Stays open if this throws. */
  async close(compact: boolean): Promise<void> {
    if (this.#isClosed) return;
    do await (compact ? this.compact() : this.flush(true));
    while (this.dirty);
    clearTimeout(this.#timer);
    // takes no change from here on, which would be lost
    this.#isClosed = true;
    try {
      await this.#inTurn(() => this.#parts.journal.close());
      await this.#parts.lock.release();
    } catch (error) {
      this.#isClosed = false;
      throw error;
    }
  }

  #flushInBackground(): void {
    this.#timer = undefined;
    if (this.#isClosed) return;
    const { journal, onWarning } = this.#parts;
    this.flush(true).catch((error) => notify(onWarning, unwritableWarning(journal.path, errorMessage(error))));
  }

  /** Runs writes one after another, so that an older state never replaces a newer one. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#lastTurn.catch(() => {}).then(work);
    this.#lastTurn = turn;
    await turn.catch((error) => {
      throw dataFolderError(this.#parts.path, 'written', error);
    });
  }
}
