import { createRequire } from 'node:module';
import {
  DataFolderError,
  dot,
  errorMessage,
  FileFormatError,
  MissingDependencyError,
  replaceFileBy,
  unit,
} from '@rbassist/core';
import type { HierarchicalNSW } from 'hnswlib-node';
import {
  checkVector,
  clampDistance,
  compareHits,
  type EngineKind,
  type Hit,
  type VectorEngine,
} from './vector-engine.ts';

/** Links per vector, candidates while building, candidates while searching: those of the Python rbassist. */
const LINKS = 32;
const BUILD_CANDIDATES = 200;
const SEARCH_CANDIDATES = 64;
const RANDOM_SEED = 100;
const FIRST_CAPACITY = 1024;
/** How much wider a search tries again when a filter left too few. */
const WIDEN = 8;

/**
 * hnswlib's graph: about 1 ms for 10,000 vectors of 1,024, nearly always right. Its file is hnswlib's own, of cosine
 * vectors, which Python's hnswlib reads as well.
 *
 * @see Malkov & Yashunin, Efficient and robust approximate nearest neighbor search using HNSW graphs, 2018.
 */
export const hnswKind: EngineKind = { name: 'hnsw', fileName: 'hnsw.idx', create: createHnsw, load: loadHnsw };

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

async function createHnsw(dimensions: number): Promise<HnswEngine> {
  const { HierarchicalNSW } = await importHnswlib();
  const graph = new HierarchicalNSW('cosine', dimensions);
  graph.initIndex({
    maxElements: FIRST_CAPACITY,
    m: LINKS,
    efConstruction: BUILD_CANDIDATES,
    randomSeed: RANDOM_SEED,
  });
  return new HnswEngine(graph);
}

async function loadHnsw(path: string, dimensions: number): Promise<HnswEngine> {
  const { HierarchicalNSW } = await importHnswlib();
  const graph = new HierarchicalNSW('cosine', dimensions);
  try {
    await graph.readIndex(path);
  } catch (cause) {
    throw new FileFormatError(path, `${path} can't be loaded: ${errorMessage(cause)}`, { cause });
  }
  return new HnswEngine(graph);
}

class HnswEngine implements VectorEngine {
  readonly name = 'hnsw';
  readonly dimensions: number;
  readonly #graph: HierarchicalNSW;

  constructor(graph: HierarchicalNSW) {
    this.dimensions = graph.getNumDimensions();
    this.#graph = graph;
    this.#graph.setEf(SEARCH_CANDIDATES);
  }

  get count(): number {
    return this.#graph.getCurrentCount();
  }

  add(vector: Float32Array): number {
    checkVector(vector, this.dimensions, 'A vector');
    const label = this.count;
    if (label >= this.#graph.getMaxElements()) this.#graph.resizeIndex(Math.max(FIRST_CAPACITY, 2 * label));
    // unit length here, since hnswlib's own float32 norm overflows for large values
    this.#graph.addPoint(Array.from(unit(vector)), label);
    return label;
  }

  vector(label: number): Float32Array {
    return Float32Array.from(this.#graph.getPoint(label));
  }

  search(query: Float32Array, count: number, accept: (label: number) => boolean = () => true): Hit[] {
    checkVector(query, this.dimensions, 'The query');
    const target = unit(query);
    const wanted = Math.min(count, this.count);
    for (let width = wanted; width > 0 && width < this.count; width *= WIDEN) {
      const hits = firstAccepted(this.#searchGraph(target, width), wanted, accept);
      if (hits.length === wanted) return hits;
    }
    return firstAccepted(this.#everyHit(target), wanted, accept);
  }

  /**
   * hnswlib writes on whatever the disk says, so the file is read back before it takes its place.
   *
   * @throws {DataFolderError} when it was not written whole, or the system's error.
   */
  save(path: string): Promise<void> {
    return replaceFileBy(path, async (temporary) => {
      await this.#graph.writeIndex(temporary);
      await this.#verify(temporary, path);
    });
  }

  async #verify(written: string, path: string): Promise<void> {
    try {
      await loadHnsw(written, this.dimensions);
    } catch (cause) {
      const message = `${path} could not be written whole. The disk may be full: make room and try again.`;
      throw new DataFolderError(path, message, { cause });
    }
  }

  #searchGraph(target: Float32Array, width: number): Hit[] {
    const { neighbors, distances } = this.#graph.searchKnn(Array.from(target), width);
    const hits = neighbors.map((label, i) => ({ label, distance: clampDistance(distances[i]) }));
    return hits.sort(compareHits);
  }

  /** All vectors, also those that no link of the graph leads to. */
  #everyHit(target: Float32Array): Hit[] {
    if (this.count === 0) return [];
    const hits = this.#searchGraph(target, this.count);
    if (hits.length === this.count) return hits;
    const reached = new Set(hits.map(({ label }) => label));
    for (let label = 0; label < this.count; label++) {
      if (!reached.has(label)) hits.push({ label, distance: clampDistance(1 - dot(target, this.vector(label))) });
    }
    return hits.sort(compareHits);
  }
}

function firstAccepted(hits: readonly Hit[], count: number, accept: (label: number) => boolean): Hit[] {
  const accepted: Hit[] = [];
  for (const hit of hits) {
    if (accepted.length === count) break;
    if (accept(hit.label)) accepted.push(hit);
  }
  return accepted;
}
