import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';

/**
 * Returns the absolute path of the person's home folder. Undefined if the system knows none, as for a user of a
 * container without a name, or if `HOME` is empty or relative.
 */
export function homeFolder(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}
