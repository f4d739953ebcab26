import { setTimeout as delay } from 'node:timers/promises';
import { LibraryBusyError } from '@rbassist/library';

/** A change of another assistant or of the page takes far less; a scan takes longer. */
const TRIES = 30;
const PAUSE_MS = 100;

/** Tries a change again for a few seconds while another process writes to the library. */
export async function whileBusy<Result>(change: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  for (let left = TRIES; ; left--) {
    try {
      return await change();
    } catch (error) {
      if (!(error instanceof LibraryBusyError) || left === 0 || signal.aborted) throw error;
    }
    await delay(PAUSE_MS);
  }
}
