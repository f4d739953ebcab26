/**
 * How fast does a MERT listen on the processor, and how much memory does it take? Random weights of the published sizes; seconds of music
 * per second of the clock, beside transformers on PyTorch where `--python` has them, in turns, with the same threads and lengths.
 *
 *   npm run bench:mert -- [--sizes 95M,330M] [--runs 3] [--threads N] [--python PATH] [--json]
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { table } from './bench/table.ts';
import { UsageError } from './manifest.ts';
import { MERT_SIZES, type MertSize, writeRandomCheckpoint } from './mert/random-checkpoint.ts';
import { readWords, runProgram } from './program.ts';

const USAGE = 'npm run bench:mert -- [--sizes 95M,330M] [--runs 3] [--threads N] [--python PATH] [--json]';
const run = promisify(execFile);
const RUN = fileURLToPath(new URL('./mert/measure-run.ts', import.meta.url));
const PEER = fileURLToPath(new URL('../peers/mert.py', import.meta.url));
/** Pieces of 5 s, one at a time and several, and the long one of the canonical windows. */
const SHAPES = [
  { windows: 'chunks', seconds: 5, batch: 1 },
  { windows: 'chunks', seconds: 5, batch: 4 },
  { windows: 'chunks', seconds: 5, batch: 8 },
  { windows: 'canonical', seconds: 60, batch: 1 },
] as const;

/** What one run came to. */
interface Figures {
  /** Seconds of music per second of the clock. */
  musicPerSecond: number;
  /** Of the process, its start included. */
  peakMiB: number;
}

async function main(): Promise<void> {
  const { sizes, runs, threads, python, json } = readOptions();
  const rows: (Figures & { size: MertSize; system: string; windows: string; batch: number })[] = [];
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'rbassist-mert-'));
    try {
      await writeRandomCheckpoint(folder, size);
      for (const { windows, seconds, batch } of SHAPES) {
        const shape = [seconds, batch, runs, threads].map(String);
        const ask = async (system: string, command: string, words: string[]) => {
          console.error(`… ${size} ${system}, ${windows}, ${batch} at a time`);
          const { stdout } = await run(command, words);
          const figures: Figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
          rows.push({ size, system, windows, batch, ...figures });
        };
        for (const precision of ['float32', 'int8']) {
          await ask(precision, process.execPath, ['--import', 'tsx', RUN, folder, precision, ...shape]);
        }
        if (python) await ask('transformers', python, [PEER, folder, ...shape]);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  if (json) return console.log(JSON.stringify({ threads, rows }));
  console.log(`${threads} threads; random weights; seconds of music per second\n`);
  const cells = rows.map(({ size, system, windows, batch, musicPerSecond, peakMiB }) => [
    size,
    windows,
    system,
    String(batch),
    musicPerSecond.toFixed(2),
    `${(peakMiB / 1024).toFixed(2)} GiB`,
  ]);
  console.log(table(['size', 'windows', 'system', 'batch', '× real time', 'peak memory'], cells, 3));
}

function readOptions() {
  const { values } = parse();
  const sizes = (values.sizes ?? '95M').split(',').map((name) => {
    if (Object.hasOwn(MERT_SIZES, name)) return name as MertSize;
    throw new UsageError(`--sizes are ${Object.keys(MERT_SIZES).join(', ')}, not ${name}. Usage: ${USAGE}`);
  });
  const whole = (name: string, text: string | undefined, otherwise: number) => {
    const number = text === undefined ? otherwise : Number(text);
    if (Number.isInteger(number) && number > 0) return number;
    throw new UsageError(`--${name} is a whole number above 0, not ${text}. Usage: ${USAGE}`);
  };
  return {
    sizes,
    runs: whole('runs', values.runs, 3),
    threads: whole('threads', values.threads, availableParallelism()),
    python: values.python,
    json: values.json ?? false,
  };
}

function parse() {
  const text = { type: 'string' } as const;
  return readWords(
    { options: { sizes: text, runs: text, threads: text, python: text, json: { type: 'boolean' } } },
    USAGE,
  );
}

await runProgram(main);
