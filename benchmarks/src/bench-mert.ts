/**
 * Measures the speed, memory and precision of MERT on the processor, in seconds of music per second. Uses random
 * weights of the published sizes, or a given checkpoint.
 *
 * Compares with transformers on PyTorch if `--python` has them. Each runs in its own process, in turn, with the same
 * threads, weights and samples.
 *
 *   npm run bench:mert -- [--sizes 95M,330M [--outliers] | --checkpoint FOLDER] [--windows chunks,canonical]
 *   [--batches 1,2,4,8] [--precisions float32,int8] [--rounds 3] [--runs 3] [--threads N] [--audio FILE]
 *   [--python PATH] [--json]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeAudio } from '@rbassist/audio';
import { MERT_PRECISIONS, MERT_WINDOWS, type MertPrecision, type MertWindows } from '@rbassist/embed';
import { seededRandom } from '@rbassist/testing/random';
import { table } from './bench/table.ts';
import { UsageError } from './manifest.ts';
import { type Contestant, interleave, type Result } from './mert/interleave.ts';
import { MERT_SAMPLE_RATE, MERT_SIZES, type MertSize, writeRandomCheckpoint } from './mert/random-checkpoint.ts';
import { readWords, runProgram } from './program.ts';

const USAGE =
  'npm run bench:mert -- [--sizes 95M,330M [--outliers] | --checkpoint FOLDER] [--windows chunks,canonical] [--batches 1,2,4,8] ' +
  '[--precisions float32,int8] [--rounds 3] [--runs 3] [--threads N] [--audio FILE] [--python PATH] [--json]';
const RUN = fileURLToPath(new URL('./mert/measure-run.ts', import.meta.url));
const PEER = fileURLToPath(new URL('../peers/mert.py', import.meta.url));
const SIZES = Object.keys(MERT_SIZES) as MertSize[];
/** Length of a chunk, and of the longest window. */
const SECONDS: Readonly<Record<MertWindows, number>> = { chunks: 5, canonical: 40, whole: 60 };

type Options = ReturnType<typeof readOptions>;
type Row = Result & { model: string; windows: MertWindows; batch: number };

async function main(): Promise<void> {
  const options = readOptions();
  const folder = await mkdtemp(join(tmpdir(), 'rbassist-mert-'));
  try {
    const samples = join(folder, 'samples.f32');
    await writeFile(samples, await music(options));
    const rows: Row[] = [];
    if (options.checkpoint) rows.push(...(await measure(options.checkpoint, options.checkpoint, samples, options)));
    for (const size of options.checkpoint ? [] : options.sizes) {
      await writeRandomCheckpoint(folder, size, options);
      rows.push(...(await measure(size, folder, samples, options)));
    }
    if (options.json) console.log(JSON.stringify({ threads: options.threads, rounds: options.rounds, rows }));
    else show(rows, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(model: string, folder: string, samples: string, options: Options): Promise<Row[]> {
  const { precisions, batches, runs, threads, python } = options;
  const rows: Row[] = [];
  for (const windows of options.windows) {
    for (const batch of batches) {
      console.error(`… ${model}, ${windows}, ${batch} at a time`);
      const words = [folder, samples, ...[SECONDS[windows], batch, runs, threads].map(String)];
      const contestants: Contestant[] = precisions.map((precision) => ({
        name: precision,
        command: process.execPath,
        words: ['--import', 'tsx', RUN, ...words, precision],
      }));
      if (python) contestants.push({ name: 'transformers', command: python, words: [PEER, ...words] });
      const results = await interleave(contestants, options.rounds);
      rows.push(...results.map((result) => ({ ...result, model, windows, batch })));
    }
  }
  return rows;
}

/** Returns the samples of the largest batch: from the file, repeated, or noise. */
async function music({ audio, windows, batches }: Options): Promise<Float32Array> {
  const count = Math.max(...windows.map((kind) => SECONDS[kind])) * Math.max(...batches) * MERT_SAMPLE_RATE;
  if (audio === undefined) {
    const random = seededRandom(2);
    return Float32Array.from({ length: count }, () => random() - 0.5);
  }
  const { samples } = await decodeAudio(audio, { sampleRate: MERT_SAMPLE_RATE });
  return Float32Array.from({ length: count }, (_, i) => samples[i % samples.length]);
}

function show(rows: readonly Row[], { threads, rounds, checkpoint, precisions }: Options): void {
  const weights = checkpoint ? 'the weights of this checkpoint' : 'random weights';
  console.log(`${threads} threads; ${weights}; medians of ${rounds} rounds\n`);
  const cells = rows.map(
    ({ model, windows, name, batch, musicPerSecond, musicPerCoreSecond, ratio, peakMiB, cosine }) => [
      model,
      windows,
      name,
      String(batch),
      musicPerSecond.toFixed(1),
      musicPerCoreSecond.toFixed(1),
      ratio.toFixed(2),
      `${(peakMiB / 1024).toFixed(2)} GiB`,
      cosine.toFixed(7),
    ],
  );
  const [first] = precisions;
  const headings = [
    'model',
    'windows',
    'system',
    'batch',
    '× real time',
    'per core',
    `× ${first}`,
    'peak memory',
    `cosine to ${first}`,
  ];
  console.log(table(headings, cells, 3));
}

function readOptions() {
  const { values } = parse();
  const several = <T extends string>(name: string, text: string, known: readonly T[]) =>
    text.split(',').map((word) => {
      const found = known.find((choice) => choice === word);
      if (found !== undefined) return found;
      throw new UsageError(`--${name} are ${known.join(', ')}, not ${word}. Usage: ${USAGE}`);
    });
  const whole = (name: string, text: string) => {
    const number = Number(text);
    if (Number.isInteger(number) && number > 0) return number;
    throw new UsageError(`--${name} takes whole numbers above 0, not ${text}. Usage: ${USAGE}`);
  };
  return {
    sizes: several('sizes', values.sizes ?? '95M', SIZES),
    checkpoint: values.checkpoint,
    windows: several('windows', values.windows ?? 'chunks,canonical', MERT_WINDOWS),
    batches: (values.batches ?? '1,2,4,8').split(',').map((text) => whole('batches', text)),
    precisions: several<MertPrecision>('precisions', values.precisions ?? 'float32,int8', MERT_PRECISIONS),
    rounds: whole('rounds', values.rounds ?? '3'),
    runs: whole('runs', values.runs ?? '3'),
    threads: whole('threads', values.threads ?? String(availableParallelism())),
    audio: values.audio,
    outliers: values.outliers ?? false,
    python: values.python,
    json: values.json ?? false,
  };
}

function parse() {
  const text = { type: 'string' } as const;
  const listening = { windows: text, batches: text, precisions: text, audio: text };
  const timing = { rounds: text, runs: text, threads: text, python: text, json: { type: 'boolean' } } as const;
  return readWords(
    { options: { sizes: text, outliers: { type: 'boolean' }, checkpoint: text, ...listening, ...timing } },
    USAGE,
  );
}

await runProgram(main);
