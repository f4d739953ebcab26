/**
 * Makes music of which tempo, beats and key are known exactly, and a manifest of it. The same settings give the same files.
 *
 *   npm run make:truth -- --out DIR [--seed N] [--count N] [--split dev|test]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';
import { encodeWav } from './synth/audio-file.ts';
import { makeTrack } from './truth/make-track.ts';
import { SPLITS, type Split } from './truth/splits.ts';

const USAGE = 'npm run make:truth -- --out DIR [--seed N] [--count N] [--split dev|test]';
const DEFAULT_COUNT = 150;

interface Options {
  out: string;
  seed: number;
  count: number;
  split: Split;
}

async function main(): Promise<void> {
  const { out, seed, count, split } = readOptions();
  await mkdir(out, { recursive: true });
  const rows: object[] = [];
  for (let index = 0; index < count; index++) {
    const { sound, sampleRate, ...truth } = makeTrack(seed, split, index);
    const file = `${split}-${String(index).padStart(3, '0')} ${truth.kind}.wav`;
    await writeFile(join(out, file), encodeWav({ channels: [sound.left, sound.right], sampleRate, bitDepth: 16 }));
    rows.push({ file, source: 'truth', split, ...truth });
    if ((index + 1) % 10 === 0 || index + 1 === count) console.error(`${index + 1} of ${count} tracks`);
  }
  await writeFile(join(out, 'manifest.json'), `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);
}

function readOptions(): Options {
  const { values } = parseOptions();
  if (values.out === undefined) throw new UsageError(`Name a folder with --out. Usage: ${USAGE}`);
  const split = SPLITS.find((name) => name === (values.split ?? 'dev'));
  if (!split) throw new UsageError(`--split is ${SPLITS.join(' or ')}, not ${values.split}. Usage: ${USAGE}`);
  const count = readNumber('--count', values.count, DEFAULT_COUNT);
  return { out: values.out, seed: readNumber('--seed', values.seed, 1), count, split };
}

function readNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || text === '') {
    throw new UsageError(`${name} is a whole number from 0, not ${text}. Usage: ${USAGE}`);
  }
  return number;
}

function parseOptions() {
  const text = { type: 'string' } as const;
  return readWords({ options: { out: text, seed: text, count: text, split: text } }, USAGE);
}

await runProgram(main);
