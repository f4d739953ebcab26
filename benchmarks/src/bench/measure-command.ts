import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchContext } from './bench-context.ts';
import { PUBLISHED_COMMAND } from './published-command.ts';

const run = promisify(execFile);
const USAGE_REPORT = new URL('./usage-report.mjs', import.meta.url).href;

export interface CommandFigures {
  wallMs: number;
  /** Processor time of all threads, which depends little on other work on the machine. */
  cpuMs: number;
  peakMib: number;
}

/** Throws the command's output if it fails. */
export async function measureCommand(
  words: readonly string[],
  { folder, signal }: BenchContext,
): Promise<CommandFigures> {
  const usageFile = join(folder, 'usage.json');
  const env = { ...process.env, RBASSIST_BENCH_USAGE: usageFile };
  const started = performance.now();
  await run(process.execPath, ['--import', USAGE_REPORT, PUBLISHED_COMMAND, ...words], { signal, env });
  const wallMs = performance.now() - started;
  const { ownCpuS, peakMib }: { ownCpuS: number; peakMib: number } = JSON.parse(await readFile(usageFile, 'utf8'));
  return { wallMs, cpuMs: ownCpuS * 1000, peakMib };
}
