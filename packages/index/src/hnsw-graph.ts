import { createRequire } from 'node:module';
import { errorMessage, FileFormatError, MissingDependencyError, unit } from '@rbassist/core';
import type { HierarchicalNSW } from 'hnswlib-node';

/** Links per vector, candidates while building, candidates while searching: those of the Python rbassist. */
const LINKS = 32;
const BUILD_CANDIDATES = 200;
export const SEARCH_CANDIDATES = 64;
const RANDOM_SEED = 100;
const FIRST_CAPACITY = 1024;

/** hnswlib's graph of cosine vectors, with the few words of it that we use. */
export type HnswGraph = HierarchicalNSW;

/** The version of hnswlib-node that loads here. Throws {@link MissingDependencyError} where none does. */
export async function hnswVersion(): Promise<string> {
  await importHnswlib();
  const { version } = createRequire(import.meta.url)('hnswlib-node/package.json') as { version: string };
  return version;
}

async function importHnswlib(): Promise<typeof import('hnswlib-node')> {
  try {
    return (await import('hnswlib-node')).default;
  } catch (cause) {
    const remedy =
      'Install it with "npm install hnswlib-node" (it compiles, so a C++ compiler and Python must be there)';
    const message = `The hnsw engine needs hnswlib-node, which can't be loaded here. ${remedy}, or choose the engine "exact".`;
    throw new MissingDependencyError('hnswlib-node', message, { cause });
  }
}

/** A graph without a vector. */
export async function createGraph(dimensions: number): Promise<HnswGraph> {
  const { HierarchicalNSW } = await importHnswlib();
  const graph = new HierarchicalNSW('cosine', dimensions);
  graph.initIndex({
    maxElements: FIRST_CAPACITY,
    m: LINKS,
    efConstruction: BUILD_CANDIDATES,
    randomSeed: RANDOM_SEED,
  });
  return graph;
}

/** The graph of a file, every byte of which the caller has made sure of. */
export async function loadGraph(path: string, dimensions: number): Promise<HnswGraph> {
  const { HierarchicalNSW } = await importHnswlib();
  const graph = new HierarchicalNSW('cosine', dimensions);
  try {
    await graph.readIndex(path);
  } catch (cause) {
    throw new FileFormatError(path, `${path} can't be loaded: ${errorMessage(cause)}`, { cause });
  }
  graph.setEf(SEARCH_CANDIDATES);
  return graph;
}

/** Puts a vector in the place of a label, removed or not, or of the next one. */
export function putPoint(graph: HnswGraph, label: number, vector: Float32Array): void {
  if (label >= graph.getMaxElements()) graph.resizeIndex(Math.max(FIRST_CAPACITY, 2 * label));
  // unit length here, since hnswlib's own float32 norm overflows for large values
  graph.addPoint(Array.from(unit(vector)), label);
}

/** Whether putting a vector in the place of a label would change nothing to speak of. */
export function holdsPoint(graph: HnswGraph, label: number, vector: Float32Array): boolean {
  const point = graph.getPoint(label);
  return unit(vector).every((value, i) => Math.abs(value - point[i]) <= SAME_ELEMENT);
}

/** hnswlib scales to unit length once more, in single precision. */
const SAME_ELEMENT = 1e-6;
