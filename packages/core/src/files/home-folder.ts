import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';

/** Returns the absolute home folder; undefined if the system has none, or if `HOME` is empty or relative. */
export function homeFolder(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}
