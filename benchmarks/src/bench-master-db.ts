/**
 * Measures how long Rekordbox's encrypted database takes to read, and the memory for it. It makes the database itself.
 *
 *   npm run bench:master-db -- [--tracks 50000] [--turns 3] [--no-grids] [--json]
 */

import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type BenchContext, withBenchContext } from './bench/bench-context.ts';
import { describeMachine } from './bench/machine.ts';
import { table } from './bench/table.ts';
import { UsageError } from './manifest.ts';
import { BENCH_KEY, makeBenchDatabase } from './master-db/make-bench-database.ts';
import { readWords, runProgram } from './program.ts';
import { median } from './tempo/beat-measure.ts';

const USAGE = 'npm run bench:master-db -- [--tracks 50000] [--turns 3] [--no-grids] [--json]';
const USAGE_REPORT = new URL('./bench/usage-report.mjs', import.meta.url).href;
const READ = fileURLToPath(new URL('./master-db/read-database.ts', import.meta.url));
const MOST_CPU_S = 10;
const MOST_MIB = 450;
const run = promisify(execFile);

interface Reading {
  cpuS: number;
  wallS: number;
  peakMib: number;
  counts: Record<string, number>;
}

async function main(): Promise<void> {
  const { tracks, turns, grids, json } = readOptions();
  const say = (line: string) => console.error(`… ${line}`);
  const figures = await withBenchContext(say, async (context) => {
    const path = join(context.folder, 'master.db');
    say(`making an encrypted database of ${tracks} tracks`);
    await makeBenchDatabase(path, tracks, grids);
    const readings: Reading[] = [];
    for (let turn = 1; turn <= turns; turn++) {
      say(`reading it, ${turn} of ${turns}`);
      readings.push(await readOnce(path, grids, context));
    }
    return {
      tracks,
      grids,
      fileMib: (await stat(path)).size / 2 ** 20,
      counts: readings[0].counts,
      cpuS: median(readings.map(({ cpuS }) => cpuS)) ?? 0,
      wallS: median(readings.map(({ wallS }) => wallS)) ?? 0,
      peakMib: Math.max(...readings.map(({ peakMib }) => peakMib)),
    };
  });
  const machine = describeMachine([]);
  if (json) {
    console.log(JSON.stringify({ machine, ...figures }));
    return;
  }
  console.log(`${machine.cpu}, ${machine.cores} cores; Node ${machine.node}\n`);
  console.log(
    `${Object.entries(figures.counts)
      .map(([type, count]) => `${count} ${type}`)
      .join(', ')}\n`,
  );
  const rows = [
    ['size of the database', `${figures.fileMib.toFixed(0)} MiB`, ''],
    ['processor time', `${figures.cpuS.toFixed(1)} s`, `at most ${MOST_CPU_S} s`],
    ['time', `${figures.wallS.toFixed(1)} s`, ''],
    ['peak memory', `${figures.peakMib.toFixed(0)} MiB`, `at most ${MOST_MIB} MB`],
  ];
  console.log(table(['', '', ''], rows));
}

async function readOnce(path: string, grids: boolean, { folder, signal }: BenchContext): Promise<Reading> {
  const usageFile = join(folder, 'usage.json');
  const env = { ...process.env, RBASSIST_BENCH_USAGE: usageFile, RBASSIST_BENCH_KEY: BENCH_KEY };
  const started = performance.now();
  const { stdout } = await run(process.execPath, ['--import', USAGE_REPORT, READ, path, String(grids)], {
    signal,
    env,
  });
  const wallS = (performance.now() - started) / 1000;
  const usage: { ownCpuS: number; peakMib: number } = JSON.parse(await readFile(usageFile, 'utf8'));
  return { cpuS: usage.ownCpuS, wallS, peakMib: usage.peakMib, counts: JSON.parse(stdout) };
}

function readOptions() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = readWords({ options: { tracks: text, turns: text, 'no-grids': flag, json: flag } }, USAGE);
  const numbers = { tracks: Number(values.tracks ?? 50_000), turns: Number(values.turns ?? 3) };
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isInteger(value) || value < 1) throw new UsageError(`--${name} must be a positive whole number.`);
  }
  return { ...numbers, grids: values['no-grids'] !== true, json: values.json === true };
}

await runProgram(main);
