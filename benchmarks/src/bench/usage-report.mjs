/**
 * Loaded before the command that is measured: when the process ends, writes what it used to the file named by
 * RBASSIST_BENCH_USAGE.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { childCpuS } from './child-cpu.mjs';

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
