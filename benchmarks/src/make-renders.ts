/**
 * Renders public scores whose key and beat are known, and writes a manifest. The same scores and soundfonts give the
 * same files. benchmarks/README.md says where to get the scores.
 *
 *   npm run make:renders -- --out DIR [--count N] [--seconds N] NAME=FOLDER ...
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pick, seededRandom } from '@rbassist/testing/random';
import { UsageError } from './manifest.ts';
import { readWords, runProgram } from './program.ts';
import { arrange } from './renders/arrange.ts';
import { installedSoundfonts, renderMidi } from './renders/fluidsynth.ts';
import { manifestRow } from './renders/manifest-row.ts';
import { lengthS, type Piece, type ScoreSource } from './renders/piece.ts';
import { seedOf } from './renders/seed-of.ts';
import { SOURCES } from './renders/sources/index.ts';
import { writeMidi } from './renders/write-midi.ts';

const NAMES = SOURCES.map(({ name }) => name).join(', ');
const USAGE = `npm run make:renders -- --out DIR [--count N] [--seconds N] NAME=FOLDER ... Names are ${NAMES}.`;
const DEFAULTS = { count: 40, seconds: 60 };
/** Shorter pieces are skipped. */
const MIN_S = 20;

interface Options {
  out: string;
  /** Number of pieces of each source. */
  count: number;
  seconds: number;
  sources: { source: ScoreSource; folder: string }[];
}

async function main(): Promise<void> {
  const options = readOptions();
  const soundfonts = installedSoundfonts();
  const rows: object[] = [];
  for (const { source, folder } of options.sources) {
    const pieces = await choosePieces(source, folder, options);
    await mkdir(join(options.out, source.name), { recursive: true });
    for (const piece of pieces) {
      const random = seededRandom(seedOf(`arrange ${source.name} ${piece.title}`));
      const arrangement = arrange(piece, { ownPrograms: source.ownPrograms, random, seconds: options.seconds });
      const file = `${source.name}/${fileName(piece.title)}.wav`;
      const midi = writeMidi(arrangement.parts, arrangement.cents);
      await renderMidi(midi, pick(random, soundfonts), join(options.out, file));
      rows.push(manifestRow(file, source.name, arrangement));
    }
    console.error(`${source.name}: ${pieces.length} renders`);
  }
  await writeFile(join(options.out, 'manifest.json'), `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);
}

/** Reads pieces in an order that depends on their titles alone, until there are enough. Skips repeated titles. */
async function choosePieces(source: ScoreSource, folder: string, { count, seconds }: Options): Promise<Piece[]> {
  const candidates = new Map((await source.list(folder)).map((candidate) => [fileName(candidate.title), candidate]));
  const order = [...candidates.values()].map((candidate) => ({ candidate, seed: seedOf(candidate.title) }));
  order.sort((a, b) => a.seed - b.seed);
  const pieces: Piece[] = [];
  for (const { candidate } of order) {
    if (pieces.length === count) break;
    const piece = await candidate.read(seconds);
    if (piece && Math.min(seconds, lengthS(piece)) >= Math.min(seconds, MIN_S)) pieces.push(piece);
  }
  return pieces;
}

function fileName(title: string): string {
  return title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
}

function readOptions(): Options {
  const { values, positionals } = parseOptions();
  const { out } = values;
  if (out === undefined || positionals.length === 0) throw new UsageError(`Name a folder and scores. Usage: ${USAGE}`);
  const sources = positionals.map((word) => {
    const [name, folder] = word.split(/=(.*)/s);
    const source = SOURCES.find((known) => known.name === name);
    if (!source || !folder) throw new UsageError(`"${word}" is not NAME=FOLDER. Usage: ${USAGE}`);
    return { source, folder };
  });
  return {
    out,
    count: readNumber('--count', values.count, DEFAULTS.count),
    seconds: readNumber('--seconds', values.seconds, DEFAULTS.seconds),
    sources,
  };
}

function readNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new UsageError(`${name} is a whole number from 1, not ${text}. Usage: ${USAGE}`);
  }
  return number;
}

function parseOptions() {
  const text = { type: 'string' } as const;
  return readWords({ allowPositionals: true, options: { out: text, count: text, seconds: text } }, USAGE);
}

await runProgram(main);
