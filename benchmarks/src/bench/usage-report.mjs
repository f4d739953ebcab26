/**
 * Loads before a measured command. Writes the CPU time and peak memory of the process to the file RBASSIST_BENCH_USAGE
 * when it ends.
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

/** Returns the peak memory on Linux, because `maxRSS` there includes the parent's memory at the start. */
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
