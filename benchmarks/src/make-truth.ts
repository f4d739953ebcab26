/**
 * Makes music with exactly known tempo, beats and key, and a manifest. The same settings give the same files.
 *
 *   npm run make:truth -- --out DIR [--seed N] [--count N] [--split dev|test] [--kinds NAME,NAME]
 */
import { KIND_NAMES, SPLITS, type Split, writeTruth } from '@rbassist/testing/truth';
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';

const USAGE = 'npm run make:truth -- --out DIR [--seed N] [--count N] [--split dev|test] [--kinds NAME,NAME]';
const DEFAULT_COUNT = 150;

interface Options {
  out: string;
  seed: number;
  count: number;
  split: Split;
  kinds: readonly string[] | undefined;
}

async function main(): Promise<void> {
  const { out, ...options } = readOptions();
  await writeTruth(out, {
    ...options,
    onTrack: (done) => {
      if (done % 10 === 0 || done === options.count) console.error(`${done} of ${options.count} tracks`);
    },
  });
}

function readOptions(): Options {
  const { values } = parseOptions();
  if (values.out === undefined) throw new UsageError(`Name a folder with --out. Usage: ${USAGE}`);
  const split = SPLITS.find((name) => name === (values.split ?? 'dev'));
  if (!split) throw new UsageError(`--split is ${SPLITS.join(' or ')}, not ${values.split}. Usage: ${USAGE}`);
  const count = readNumber('--count', values.count, DEFAULT_COUNT);
  const kinds = values.kinds?.split(',').map((name) => name.trim());
  const unknown = kinds?.find((name) => !KIND_NAMES.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`There is no kind "${unknown}". The kinds are: ${KIND_NAMES.join(', ')}. Usage: ${USAGE}`);
  }
  return { out: values.out, seed: readNumber('--seed', values.seed, 1), count, split, kinds };
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
  return readWords({ options: { out: text, seed: text, count: text, split: text, kinds: text } }, USAGE);
}

await runProgram(main);
