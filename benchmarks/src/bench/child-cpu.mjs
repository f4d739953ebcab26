import { readFileSync } from 'node:fs';

/** Linux counts the time of child processes in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** User and system time, in seconds, of child processes that have ended; null where the system does not tell. */
export function childCpuS() {
  const stat = readOrNull('/proc/self/stat');
  if (!stat) return null;
  // the name of the program, in brackets, may hold spaces
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
