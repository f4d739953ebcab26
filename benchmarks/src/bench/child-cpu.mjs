import { readFileSync } from 'node:fs';

/** Linux counts the time of child processes in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** Returns user and system time of ended child processes, in seconds; null if the system does not report it. */
export function childCpuS() {
  const stat = readOrNull('/proc/self/stat');
  if (!stat) return null;
  // the program name, in brackets, may contain spaces
  const [children, childrenInSystem] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(13, 15);
  return (Number(children) + Number(childrenInSystem)) / TICKS_PER_SECOND;
}

/** @param {string} path */
function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
