import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder, notify, replaceFileBy } from '@rbassist/core';
import { keepCopy } from '../backup/keep-copy.ts';
import { currentState } from '../files/file-state.ts';
import type { Journal } from '../journal/journal.ts';
import { snapshotLine } from '../journal/journal-line.ts';
import type { JournalQueue } from '../journal/journal-queue.ts';
import type { WriteLock } from '../lock/write-lock.ts';
import { saveOffsets } from '../snapshot/offset-cache.ts';
import { readSnapshot } from '../snapshot/read-snapshot.ts';
import { ReplacedError, type Snapshot } from '../snapshot/snapshot.ts';
import { SnapshotReader } from '../snapshot/snapshot-reader.ts';
import { SnapshotWriter } from '../snapshot/snapshot-writer.ts';
import { damageWarning, type MetaWarning, replacedWarning } from './meta-warning.ts';
import type { TrackTable } from './track-table.ts';

const READ_AHEAD = 1 << 22;
const REPLACED_TRIES = 5;

export interface WriterParts {
  path: string;
  table: TrackTable;
  journal: Journal;
  lock: WriteLock;
  onWarning: ((warning: MetaWarning) => void) | undefined;
}

/** Writes all changes into the next meta.json. Keeps the changes if another program replaces the file. */
export class Compactor {
  readonly #parts: WriterParts;
  readonly #queue: JournalQueue;
  /** The last damaged snapshot that has been copied. */
  #copied: Snapshot;
  /** The snapshot that is replacing the file, or already has. */
  #next: Snapshot | undefined;

  /** @param parts If the table's snapshot is damaged, its file must have been copied before. */
  constructor(parts: WriterParts, queue: JournalQueue) {
    this.#parts = parts;
    this.#queue = queue;
    this.#copied = parts.table.snapshot;
  }

  /** Writes the next meta.json and removes the journal. On an error, the files and the changes are unchanged. */
  async compact(): Promise<void> {
    const { table, journal } = this.#parts;
    const waiting = this.#queue.takeAll();
    table.beginCompaction();
    try {
      table.endCompaction(await this.#writeSnapshot());
    } catch (error) {
      table.cancelCompaction();
      this.#queue.putBack(waiting);
      throw error;
    } finally {
      this.#next = undefined;
    }
    await saveOffsets(table.snapshot);
    // changes made in the meantime belong to the new file
    this.#queue.replace(table.changeLines());
    await journal.remove();
  }

  /** Updates the table from a replaced meta.json. */
  followFile(): void {
    const { path, table, onWarning } = this.#parts;
    const state = currentState(path);
    if (this.#next && this.#next.state === state) {
      table.endCompaction(this.#next);
      return;
    }
    const forceReread = state === table.snapshot.state;
    table.replaceSnapshot(readSnapshot(path, forceReread));
    // the lines in the journal belong to the old file
    this.#queue.replace(table.changeLines());
    notify(onWarning, replacedWarning(path));
  }

  async #writeSnapshot(): Promise<Snapshot> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#tryWriteSnapshot();
      } catch (error) {
        if (!(error instanceof ReplacedError) || attempt === REPLACED_TRIES) throw error;
        this.followFile();
      }
    }
  }

  async #tryWriteSnapshot(): Promise<Snapshot> {
    const { path, table, journal, lock } = this.#parts;
    const before = table.snapshot;
    await this.#copyDamaged(before);
    const reader = before.state === undefined ? undefined : new SnapshotReader(before, READ_AHEAD);
    try {
      const writer = new SnapshotWriter(before, reader);
      await makeFolder(dirname(path));
      await replaceFileBy(path, async (temporary) => {
        await writeFile(temporary, writer.chunks(table.sources(reader)), { flag: 'wx' });
        this.#next = writer.snapshot(currentState(temporary));
        if (journal.exists) {
          await journal.append([snapshotLine(before.content, writer.content)]);
          await journal.sync();
        }
        if (currentState(path) !== before.state) throw new ReplacedError('another program replaced it');
        lock.check();
      });
      return this.#next ?? before;
    } finally {
      reader?.close();
    }
  }

  async #copyDamaged(snapshot: Snapshot): Promise<void> {
    if (!snapshot.damage || snapshot === this.#copied) return;
    const { path, onWarning } = this.#parts;
    notify(onWarning, damageWarning(snapshot, await keepCopy(path)));
    this.#copied = snapshot;
  }
}
