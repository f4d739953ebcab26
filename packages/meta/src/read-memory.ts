import { setTimeout as delay } from 'node:timers/promises';
import { DataFolderError, dataFolderError } from '@rbassist/core';
import { journalOf } from './journal.ts';
import { type JournalContents, readJournal } from './read-journal.ts';
import { currentState, ReplacedError, readWhole, type WholeFile } from './whole-file.ts';

/** What is on disk: the file as it was last written whole, and what happened since. */
export interface Memory {
  whole: WholeFile;
  journal: JournalContents;
}

const TRIES = 5;
/** Another program that writes into the file is given this long to end. */
const PATIENCE_TRIES = 20;
const PATIENCE_MS = 250;

/**
 * Reads meta.json and its journal so that both are of one moment, also while another process replaces them.
 *
 * @param known Read before; used again where the file has not changed.
 * @param mistrust See {@link readWhole}.
 * @throws {ReplacedError} when the file never holds still, or the system's error.
 */
export function readMemory(path: string, known?: WholeFile, mistrust = false): Memory {
  for (let attempt = 1; ; attempt++) {
    const whole = known && currentState(path) === known.state ? known : readWhole(path, mistrust);
    // the journal goes only after the file was replaced: when that has not happened, it was all there
    const journal = readJournalOf(path, whole);
    if (currentState(path) === whole.state) return { whole, journal };
    if (attempt === TRIES) throw new ReplacedError(`${path} is replaced again and again.`);
  }
}

/** Whoever is told that a file is in the way must not move the other one. */
function readJournalOf(path: string, whole: WholeFile): JournalContents {
  try {
    return readJournal(journalOf(path), whole);
  } catch (error) {
    throw dataFolderError(journalOf(path), 'read', error);
  }
}

/**
 * As {@link readMemory}, waiting for another program to end that writes into the file.
 *
 * @throws {DataFolderError} when it can't be read, or never holds still.
 */
export async function readMemoryPatiently(path: string, known?: WholeFile): Promise<Memory> {
  for (let attempt = 1; ; attempt++) {
    try {
      const memory = readMemory(path, known);
      if (!memory.whole.damage) return memory;
      // half of a file may be one that is being written
      await delay(PATIENCE_MS);
      if (currentState(path) === memory.whole.state || attempt === PATIENCE_TRIES) return memory;
    } catch (error) {
      if (!(error instanceof ReplacedError)) throw dataFolderError(path, 'read', error);
      if (attempt === PATIENCE_TRIES) {
        const message = `${path} cannot be read: another program goes on writing to it. Close that one, then run this again.`;
        throw new DataFolderError(path, message, { cause: error });
      }
      await delay(PATIENCE_MS);
    }
  }
}
