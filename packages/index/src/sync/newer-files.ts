import { statSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Files looked up before other work gets its turn. */
const FILES_PER_TURN = 500;

/** Lets other work run now and then; call it with the number of files looked up. */
export async function pause(count: number): Promise<void> {
  if (count % FILES_PER_TURN === 0) await nextTurn();
}

/**
 * Tells if a file was written after a time. Synchronous, which takes a tenth of the time. A missing file is not newer.
 */
export function isNewer(path: string, thanMs: number): boolean {
  try {
    return statSync(path).mtimeMs > thanMs;
  } catch {
    return false;
  }
}
