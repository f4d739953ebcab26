/**
 * Measures how many of the true best tracks `recommend` finds with weights, on an invented library. The truth ranks
 * every track that passes the filters. The second figure ranks only the `top` + 50 nearest, like the Python rbassist.
 *
 *   npm run eval:pool -- [--tracks 10000] [--seeds 20]
 */
import { parseArgs } from 'node:util';
import {
  errorMessage,
  MixTable,
  mixTrack,
  type RecommendInput,
  type RecommendOptions,
  recommend,
  type ScoreWeights,
  type TrackRecord,
  WEIGHT_PRESETS,
} from '@rbassist/core';
import { VectorIndex } from '@rbassist/index';
import { table } from './bench/table.ts';
import { libraryTracks } from './library/make-library.ts';
import { musicLikeVectors } from './library/music-like-vectors.ts';
import { UsageError } from './manifest.ts';
import { runProgram } from './program.ts';

const USAGE = 'npm run eval:pool -- [--tracks N] [--seeds N]';
const DIMENSIONS = 160;
const TOP = 25;
const POOL = 75;
const WEIGHTS: Readonly<Record<string, Partial<ScoreWeights>>> = {
  ...WEIGHT_PRESETS,
  'ann alone': { ann: 1 },
  'ann and bass': { ann: 0.5, bass: 0.5 },
  'key alone': { key: 1 },
  'energy, loudness': { ann: 0.2, energy: 0.5, loudness: 0.3 },
};

async function main(): Promise<void> {
  const { tracks, seeds } = readOptions();
  const library = makeLibrary(tracks);
  const paths = library.table.tracks.map(({ path }) => path);
  const asked = Array.from({ length: seeds }, (_, i) => paths[Math.floor(((i + 0.5) * tracks) / seeds)]);
  const rows: string[][] = [];
  for (const filters of ['strict', 'open'] as const) {
    const options = filters === 'strict' ? {} : { camelotNeighbors: false, tempoPct: 100 };
    for (const [name, weights] of Object.entries(WEIGHTS)) {
      // comparing thousands of contours takes minutes
      if (filters === 'open' && weights.bass) continue;
      let [found, nearest, ms] = [0, 0, 0];
      for (const seed of asked) {
        const input: RecommendInput = { ...library, seeds: [seed] };
        const truth = new Set(bestOf(input, { ...options, weights, top: tracks }).slice(0, TOP));
        const began = performance.now();
        const ours = bestOf(input, { ...options, weights, top: TOP });
        ms += performance.now() - began;
        found += ours.filter((path) => truth.has(path)).length / truth.size;
        const near = new Set(bestOf(input, { ...options, top: POOL }));
        const ranked = bestOf(input, { ...options, weights, top: POOL, only: [...near] });
        nearest += ranked.slice(0, TOP).filter((path) => truth.has(path)).length / truth.size;
      }
      const percent = (sum: number) => ((100 * sum) / seeds).toFixed(1);
      rows.push([filters, name, percent(found), percent(nearest), (ms / seeds).toFixed(1)]);
      console.error(rows.at(-1)?.join('  '));
    }
  }
  console.log(table(['filters', 'weights', 'found %', 'nearest only %', 'ms'], rows, 2));
}

function readOptions(): { tracks: number; seeds: number } {
  try {
    const { values } = parseArgs({ options: { tracks: { type: 'string' }, seeds: { type: 'string' } } });
    const [tracks, seeds] = [Number(values.tracks ?? 10_000), Number(values.seeds ?? 20)];
    if (!(tracks >= 100 && seeds >= 1)) throw new UsageError('Expected 100 tracks and one seed or more');
    return { tracks, seeds };
  } catch (error) {
    throw new UsageError(`${errorMessage(error)}. Usage: ${USAGE}`);
  }
}

function makeLibrary(count: number): Omit<RecommendInput, 'seeds'> {
  const records = new Map<string, TrackRecord>();
  const source = new VectorIndex({ space: `invented/${DIMENSIONS}` });
  const vectors = musicLikeVectors(count, DIMENSIONS, 1);
  for (const [path, record] of libraryTracks(count)) {
    records.set(path, record);
    source.add(path, vectors.next().value as Float32Array);
  }
  const mixTable = new MixTable([...records].map(([path, record]) => mixTrack(path, record)));
  return { table: mixTable, source, record: (path) => records.get(path) };
}

function bestOf(input: RecommendInput, options: RecommendOptions): string[] {
  return recommend(input, options).recommendations.map(({ path }) => path);
}

await runProgram(main);
