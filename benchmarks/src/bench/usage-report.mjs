/**
 * Loaded before the command that is measured: when the process ends, writes what it used to the file named by
 * RBASSIST_BENCH_USAGE.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Linux counts the time of child processes in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const KIB_PER_MIB = 1024;

// worker threads load this file too
if (isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = {
      ownCpuS: (userCPUTime + systemCPUTime) / 1e6,
      childCpuS: childCpuS(),
      peakMib: (peakKib() ?? maxRSS) / KIB_PER_MIB,
    };
    writeFileSync(process.env.RBASSIST_BENCH_USAGE ?? '', JSON.stringify(usage));
  });
}

/** User and system time of child processes that have ended; null where the system does not tell. */
function childCpuS() {
  const stat = readOrNull('/proc/self/stat');
  if (!stat) return null;
  // the name of the program, in brackets, may hold spaces
  const [children, childrenInSystem] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(13, 15);
  return (Number(children) + Number(childrenInSystem)) / TICKS_PER_SECOND;
}

/** On Linux `maxRSS` is never below what the parent process held when it started this one; this line of its status is its own. */
function peakKib() {
  const line = /^VmHWM:\s+(\d+) kB$/m.exec(readOrNull('/proc/self/status') ?? '');
  return line ? Number(line[1]) : null;
}

/** @param {string} path */
function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
