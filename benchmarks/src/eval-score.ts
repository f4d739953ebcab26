/**
 * Measures the parts of a score on all pairs of songs of a data folder: their mean, which stands for unknown data, their
 * spread, and the time per pair. A song has 30 s or more.
 *
 *   npm run eval:score -- DATA_FOLDER
 */
import { parseArgs } from 'node:util';
import {
  cosineDistance,
  errorMessage,
  NEUTRAL_VALUES,
  SCORE_PARTS,
  type ScorePartName,
  scorePart,
  type TrackPair,
  transitionCost,
  WEIGHT_PRESETS,
} from '@rbassist/core';
import { table } from './bench/table.ts';
import { readSongs, type Song } from './library/read-songs.ts';
import { UsageError } from './manifest.ts';
import { runProgram } from './program.ts';

const USAGE = 'npm run eval:score -- DATA_FOLDER';
/** Certainty from which a value counts as known. */
const KNOWN = 0.5;
const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
const TIMED_PAIRS = 1_000_000;

async function main(): Promise<void> {
  const songs = await readSongs(readFolder());
  const values = new Map<ScorePartName, number[]>(SCORE_PARTS.map((name) => [name, []]));
  let pairs = 0;
  for (const pair of orderedPairs(songs)) {
    pairs++;
    for (const name of SCORE_PARTS) {
      const { value, confidence } = scorePart(name, pair);
      if (confidence >= KNOWN) values.get(name)?.push((value - (1 - confidence) * NEUTRAL_VALUES[name]) / confidence);
    }
  }
  console.log(`${songs.length} songs, ${pairs} pairs\n`);
  console.log(table(['part', 'known', 'neutral', 'mean', ...QUANTILES.map((q) => `${100 * q} %`)], rows(values)));
  console.log(`\n${microsecondsPerPair(songs).toFixed(2)} µs of CPU per pair without contours`);
}

function readFolder(): string {
  try {
    const { positionals } = parseArgs({ allowPositionals: true, options: {} });
    if (positionals.length !== 1) throw new UsageError('Expected one data folder');
    return positionals[0];
  } catch (error) {
    throw new UsageError(`${errorMessage(error)}. Usage: ${USAGE}`);
  }
}

function* orderedPairs(songs: readonly Song[]): Generator<TrackPair> {
  for (const a of songs) {
    for (const b of songs) {
      if (a === b) continue;
      const distance = a.vector && b.vector ? cosineDistance(a.vector, b.vector) : undefined;
      yield { from: a.track, to: b.track, distance, features: { from: a.features, to: b.features } };
    }
  }
}

function rows(values: ReadonlyMap<ScorePartName, number[]>): string[][] {
  return [...values].map(([name, known]) => {
    const sorted = known.toSorted((a, b) => a - b);
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    const figures = [NEUTRAL_VALUES[name], mean, ...QUANTILES.map((q) => sorted[Math.floor(q * sorted.length)])];
    const cells = figures.map((figure) => (Number.isFinite(figure) ? figure.toFixed(2) : '-'));
    return [name, `${known.length}`, ...cells];
  });
}

function microsecondsPerPair(songs: readonly Song[]): number {
  const { balanced } = WEIGHT_PRESETS;
  let cpu = process.cpuUsage();
  let sum = 0;
  for (const [round, pairs] of [TIMED_PAIRS / 10, TIMED_PAIRS].entries()) {
    cpu = process.cpuUsage();
    const pair: TrackPair = { from: songs[0].track, to: songs[0].track, distance: 0.5 };
    for (let i = 0; i < pairs; i++) {
      pair.from = songs[Math.floor(i / songs.length) % songs.length].track;
      pair.to = songs[i % songs.length].track;
      sum += transitionCost(pair, balanced);
    }
    if (round === 1) cpu = process.cpuUsage(cpu);
  }
  // the sum keeps the calls from being optimised away
  return Number.isFinite(sum) ? cpu.user / TIMED_PAIRS : Number.NaN;
}

await runProgram(main);
