import { checkOptions, OptionError, optionRules, type ProgressEvent, wholeFrom, withDefaults } from '@rbassist/core';
import { checkVector } from '../engines/check-vector.ts';
import { ExactEngine } from '../engines/exact/exact-engine.ts';
import { symmetricGraph } from './edge-weights.ts';
import { findNeighbors } from './find-neighbors.ts';
import { optimizeLayout } from './optimize-layout.ts';
import { percentReporter } from './percent-reporter.ts';
import { placeNewRows } from './place-new-rows.ts';
import { principalPlane } from './principal-plane.ts';
import { seededRandom } from './random.ts';

/** Options of {@link mapVectors}. */
export interface MapOptions {
  /** Neighbours that hold each vector in its place. More keep larger groups together. @default 15 */
  neighbors?: number;
  /** Passes over all neighbours; 0 for the plane of greatest variance (PCA). @default 500 */
  epochs?: number;
  /** Number that random choices start from. @default 1 */
  seed?: number;
  /** Called with the percentage done; stage `map`. */
  onProgress?: (event: ProgressEvent) => void;
}

/** Defaults of {@link MapOptions}. */
export const MAP_DEFAULTS = { neighbors: 15, epochs: 500, seed: 1 } as const satisfies MapOptions;

const RULES = {
  neighbors: optionRules.positiveInteger,
  epochs: wholeFrom(0),
  seed: wholeFrom(0, 2 ** 32 - 1),
  onProgress: optionRules.callback,
};

/** Shares of the time that the parts take. */
const NEIGHBORS_SHARE = 0.6;
const LAYOUT_SHARE = 1 - NEIGHBORS_SHARE;
/** Greatest coordinate at the start, as in UMAP. */
const START_REACH = 10;
/** Separates equal vectors, so that they can push each other away. */
const JITTER = 1e-3;

/**
 * Maps vectors to two dimensions, so that vectors near by cosine distance are near on the map: a neighbour graph, laid
 * out like UMAP (McInnes, Healy and Melville, 2018) from the plane of greatest variance. The same vectors in the same
 * order give the same map. Takes about a millisecond per vector, so call it in a worker thread.
 *
 * @param vectors Finite vectors, one after the other. Only their directions count.
 * @param dimensions Length of each vector.
 * @returns x and y of each vector in turn; mostly within ±20.
 * @throws {OptionError} for an invalid option, vectors that are not whole, NaN or infinity.
 */
export function mapVectors(vectors: Float32Array, dimensions: number, options: MapOptions = {}): Float32Array {
  const { neighbors, epochs, seed, onProgress } = checkedOptions(options);
  const engine = engineOf(vectors, dimensions);
  const { count } = engine;
  const random = seededRandom(seed);
  const report = percentReporter(onProgress);
  const places = startPlaces(engine, random);
  if (epochs === 0) return places;
  const distancesFrom = (row: number) => engine.distancesFrom(row);
  const onShare = (share: number) => report(share * NEIGHBORS_SHARE);
  const lists = findNeighbors({ count, length: neighbors, distancesFrom, random, onShare });
  optimizeLayout(places, symmetricGraph(lists), {
    epochs,
    random,
    isFixed: () => false,
    onShare: (share) => report(NEIGHBORS_SHARE + share * LAYOUT_SHARE),
  });
  return places;
}

/**
 * Places further vectors on a map among those that have a place, which stay where they are. Takes a few milliseconds
 * per further vector, so call it in a worker thread.
 *
 * @param vectors All vectors, as for {@link mapVectors}.
 * @param places x and y of each vector in turn; NaN for a vector to place. Stays unchanged.
 * @returns x and y of each vector in turn. If none has a place, the same as {@link mapVectors}.
 * @throws the same errors as {@link mapVectors}.
 */
export function placeVectors(
  vectors: Float32Array,
  dimensions: number,
  places: Float32Array,
  options: MapOptions = {},
): Float32Array {
  const { neighbors, epochs, seed, onProgress } = checkedOptions(options);
  if (places.length * dimensions !== 2 * vectors.length) {
    throw new OptionError(`places has ${places.length} numbers, but must have two per vector.`);
  }
  if (places.every(Number.isNaN)) return mapVectors(vectors, dimensions, options);
  const settings = { neighbors, epochs, random: seededRandom(seed), onShare: percentReporter(onProgress) };
  return placeNewRows(engineOf(vectors, dimensions), places, settings);
}

function checkedOptions(options: MapOptions) {
  checkOptions(options, RULES);
  const { onProgress, ...settings } = options;
  return { ...withDefaults<Required<Omit<MapOptions, 'onProgress'>>>(MAP_DEFAULTS, settings), onProgress };
}

function engineOf(vectors: Float32Array, dimensions: number): ExactEngine {
  if (!(Number.isInteger(dimensions) && dimensions > 0) || vectors.length % dimensions !== 0) {
    throw new OptionError(`${vectors.length} numbers are not whole vectors of ${dimensions} dimensions.`);
  }
  const engine = new ExactEngine(dimensions);
  for (let row = 0; row * dimensions < vectors.length; row++) {
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    checkVector(vector, dimensions, `Vector ${row}`);
    engine.put(row, vector);
  }
  return engine;
}

function startPlaces(engine: ExactEngine, random: () => number): Float32Array {
  const plane = principalPlane(engine.count, engine.dimensions, (row) => engine.vector(row), random);
  let reach = 0;
  for (const value of plane) reach = Math.max(reach, Math.abs(value));
  const scale = reach === 0 ? 0 : START_REACH / reach;
  return plane.map((value) => value * scale + JITTER * (random() - 0.5));
}
