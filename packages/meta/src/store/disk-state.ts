import { setTimeout as delay } from 'node:timers/promises';
import { DataFolderError, dataFolderError } from '@rbassist/core';
import { currentState } from '../files/file-state.ts';
import { journalPath } from '../journal/journal.ts';
import { type JournalContents, readJournal } from '../journal/read-journal.ts';
import { readSnapshot } from '../snapshot/read-snapshot.ts';
import { ReplacedError, type Snapshot } from '../snapshot/snapshot.ts';

/** Contents of the files: the snapshot in meta.json and later changes in the journal. */
export interface DiskState {
  snapshot: Snapshot;
  journal: JournalContents;
}

const TRIES = 5;
/** Time for another program to finish writing the file: 20 times 250 ms. */
const PATIENCE_TRIES = 20;
const PATIENCE_MS = 250;

/**
 * Reads a matching pair of meta.json and journal, even while another process replaces them. Uses `known` again if the
 * file has not changed. Throws {@link ReplacedError} if it keeps changing.
 */
export function readDiskState(path: string, known?: Snapshot, forceReread = false): DiskState {
  for (let attempt = 1; ; attempt++) {
    const snapshot = known && currentState(path) === known.state ? known : readSnapshot(path, forceReread);
    // a writer removes the journal only after replacing the file, so with an unchanged file the journal is complete
    const journal = readJournalOf(path, snapshot);
    if (currentState(path) === snapshot.state) return { snapshot, journal };
    if (attempt === TRIES) throw new ReplacedError('another program keeps replacing it');
  }
}

/** Reads the journal. An error names the journal, so that no one moves meta.json away instead. */
function readJournalOf(path: string, snapshot: Snapshot): JournalContents {
  try {
    return readJournal(journalPath(path), snapshot);
  } catch (error) {
    throw dataFolderError(journalPath(path), 'read', error);
  }
}

/** Waits while another program writes. Throws {@link DataFolderError} if the file keeps changing or can't be read. */
export async function waitForDiskState(path: string, known?: Snapshot): Promise<DiskState> {
  for (let attempt = 1; ; attempt++) {
    try {
      const disk = readDiskState(path, known);
      if (!disk.snapshot.damage) return disk;
      // another program may still be writing the file
      await delay(PATIENCE_MS);
      if (currentState(path) === disk.snapshot.state || attempt === PATIENCE_TRIES) return disk;
    } catch (error) {
      if (!(error instanceof ReplacedError)) throw dataFolderError(path, 'read', error);
      if (attempt === PATIENCE_TRIES) {
        const message = `${path} cannot be read: another program keeps writing to it. Close that program and try again.`;
        throw new DataFolderError(path, message, { cause: error });
      }
      await delay(PATIENCE_MS);
    }
  }
}
