/**
 * Measures how well the map keeps neighbours, and its time and memory, against PCA and, if `--python` has it, Python's
 * umap-learn: on the vectors of a library, and on invented vectors.
 *
 *   npm run eval:map -- [data-folder] [--tracks 75000] [--dimensions 360] [--sample 500] [--python PATH] [--json]
 *
 * Trustworthiness and continuity are at 15 neighbours, over at most `--sample` tracks against all. `--tracks 0` leaves
 * out the invented vectors.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unit } from '@rbassist/core';
import { openIndex } from '@rbassist/index';
import { type BenchContext, withBenchContext } from './bench/bench-context.ts';
import { describeMachine } from './bench/machine.ts';
import { table } from './bench/table.ts';
import { musicLikeVectors } from './library/music-like-vectors.ts';
import { UsageError } from './manifest.ts';
import { type MapCost, mapSystems } from './map/map-systems.ts';
import { type MapQuality, mapQualities } from './map/neighborhoods.ts';
import { readWords, runProgram } from './program.ts';

const USAGE =
  'npm run eval:map -- [data-folder] [--tracks 75000] [--dimensions 360] [--sample 500] [--python PATH] [--json]';

interface Options {
  dataFolder?: string;
  tracks: number;
  dimensions: number;
  sample: number;
  python: string;
  json: boolean;
}

/** Vectors to map. */
interface VectorSet {
  name: string;
  dimensions: number;
  vectors: Float32Array;
}

interface SetFigures extends Omit<VectorSet, 'vectors'> {
  count: number;
  systems: (MapQuality & MapCost & { name: string })[];
}

async function main(): Promise<void> {
  const options = readOptions();
  const machine = describeMachine([]);
  const say = (line: string) => console.error(`… ${line}`);
  const sets = await withBenchContext(say, async (context) => {
    const all: SetFigures[] = [];
    for await (const set of vectorSets(options, say)) {
      const figures = await measureSet(set, options, context);
      all.push(figures);
      // a large set takes many minutes
      if (!options.json) console.log(`${showSet(figures)}\n`);
    }
    return all;
  });
  if (options.json) console.log(JSON.stringify({ machine, sets }));
}

async function* vectorSets({ dataFolder, tracks, dimensions }: Options, say: (line: string) => void) {
  if (dataFolder !== undefined) {
    await using index = await openIndex({ folder: join(dataFolder, 'index') });
    const vectors = new Float32Array(index.size * index.dimensions);
    for (const [i, path] of [...index.keys()].sort().entries()) {
      const vector = index.vector(path);
      if (vector) vectors.set(vector, i * index.dimensions);
    }
    yield { name: dataFolder, dimensions: index.dimensions, vectors };
  }
  if (tracks === 0) return;
  say(`making ${tracks} vectors`);
  const vectors = new Float32Array(tracks * dimensions);
  let at = 0;
  for (const vector of musicLikeVectors(tracks, dimensions, 1)) vectors.set(unit(vector), dimensions * at++);
  yield { name: 'invented', dimensions, vectors };
}

async function measureSet(set: VectorSet, { python, sample }: Options, context: BenchContext): Promise<SetFigures> {
  const { name, dimensions, vectors } = set;
  const file = join(context.folder, 'vectors.f32');
  await writeFile(file, new Uint8Array(vectors.buffer));
  const mapped: { name: string; places: Float32Array; cost: MapCost }[] = [];
  for (const system of await mapSystems(python, context)) {
    context.say(`${name}: ${system.name}`);
    mapped.push({ name: system.name, ...(await system.map(file, dimensions)) });
  }
  const maps = mapped.map(({ places }) => places);
  const qualities = mapQualities(vectors, dimensions, maps, sample);
  const systems = mapped.map((system, i) => ({ name: system.name, ...qualities[i], ...system.cost }));
  return { name, dimensions, count: vectors.length / dimensions, systems };
}

function showSet({ name, dimensions, count, systems }: SetFigures): string {
  const rows = systems.map(({ name: system, trustworthiness, continuity, cpuS, wallS, peakMib }) => [
    system,
    trustworthiness.toFixed(3),
    continuity.toFixed(3),
    cpuS.toFixed(1),
    wallS.toFixed(1),
    peakMib.toFixed(0),
  ]);
  const headings = ['system', 'trustworthiness', 'continuity', 'CPU s', 'seconds', 'peak MiB'];
  return `${name}: ${count} vectors of ${dimensions}\n${table(headings, rows)}`;
}

function readOptions(): Options {
  const text = { type: 'string' } as const;
  const options = { tracks: text, dimensions: text, sample: text, python: text, json: { type: 'boolean' } } as const;
  const { values, positionals } = readWords({ options, allowPositionals: true }, USAGE);
  if (positionals.length > 1) throw new UsageError(`Name one data folder. Usage: ${USAGE}`);
  const whole = (name: 'tracks' | 'dimensions' | 'sample', otherwise: number, least: number) => {
    const number = Number(values[name] ?? otherwise);
    if (Number.isInteger(number) && number >= least) return number;
    throw new UsageError(`--${name} is a whole number from ${least}, not ${values[name]}. Usage: ${USAGE}`);
  };
  return {
    dataFolder: positionals[0],
    tracks: whole('tracks', 75_000, 0),
    dimensions: whole('dimensions', 360, 2),
    sample: whole('sample', 500, 1),
    python: values.python ?? 'python3',
    json: values.json ?? false,
  };
}

await runProgram(main);
