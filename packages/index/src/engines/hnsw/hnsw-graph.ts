/// <reference path="./hnswlib-node.d.ts" />
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { DataFolderError, errorMessage, FileFormatError, MissingDependencyError, unit } from '@rbassist/core';
import type { HierarchicalNSW } from 'hnswlib-node';
import { compactGraphFile } from './graph-file.ts';

const HNSWLIB = 'hnswlib-node';
/** Links per vector, candidates for building, candidates for searching: the same as in the Python rbassist. */
const LINKS = 32;
const BUILD_CANDIDATES = 200;
export const SEARCH_CANDIDATES = 64;
const RANDOM_SEED = 100;
const FIRST_CAPACITY = 1024;
/** Tolerance, because hnswlib scales to unit length again in single precision. */
const SAME_ELEMENT = 1e-6;

export type HnswGraph = HierarchicalNSW;

export async function hnswVersion(): Promise<string> {
  await importHnswlib();
  const { version } = createRequire(import.meta.url)('hnswlib-node/package.json') as { version: string };
  return version;
}

async function importHnswlib() {
  try {
    return (await import('hnswlib-node')).default;
  } catch (cause) {
    throw new MissingDependencyError(
      HNSWLIB,
      `The hnsw engine needs ${HNSWLIB}, which can't be loaded here. Its install needs a C++ compiler and Python.`,
      { cause, remedies: [{ action: 'install', dependency: HNSWLIB }, { action: 'rebuild-index' }] },
    );
  }
}

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

/** Loads a graph from a file that the caller has verified. */
export async function loadGraph(path: string, dimensions: number): Promise<HnswGraph> {
  const { HierarchicalNSW } = await importHnswlib();
  const graph = new HierarchicalNSW('cosine', dimensions);
  try {
    await graph.readIndex(path);
  } catch (cause) {
    const message = `${path} can't be loaded: ${errorMessage(cause)}.`;
    throw new FileFormatError(path, message, { cause, remedies: [{ action: 'rebuild-index' }] });
  }
  graph.setEf(SEARCH_CANDIDATES);
  return graph;
}

/** Writes the vectors of `labels` to a new file; the new label is the position in the list. Remove all others first. */
export async function saveGraph(graph: HnswGraph, path: string, labels: readonly number[]): Promise<void> {
  await graph.writeIndex(path);
  if (labels.length < graph.getCurrentCount()) {
    await compactGraphFile(path, labels);
  }
  // hnswlib does not report a full disk, so read the file back
  await loadGraph(path, graph.getNumDimensions());
}

export function unsavedGraph(path: string, cause: unknown): DataFolderError {
  const folder = dirname(path);
  const message = `rbassist could not write the whole graph to ${folder}. The disk may be full.`;
  return new DataFolderError(folder, message, { cause, remedies: [{ action: 'free-space' }] });
}

/** Stores a vector under the next label or an existing one, even if removed. */
export function putPoint(graph: HnswGraph, label: number, vector: Float32Array): void {
  if (label >= graph.getMaxElements()) graph.resizeIndex(Math.max(FIRST_CAPACITY, 2 * label));
  // scaled here, because hnswlib's float32 norm overflows for large values
  graph.addPoint(Array.from(unit(vector)), label);
}

/** Returns true if a label already has this vector, apart from rounding. */
export function holdsPoint(graph: HnswGraph, label: number, vector: Float32Array): boolean {
  const point = graph.getPoint(label);
  return unit(vector).every((value, i) => Math.abs(value - point[i]) <= SAME_ELEMENT);
}
