import { dot, unit } from '@rbassist/core';
import { checkOfFile, readingError, requireSame } from '../../files/file-check.ts';
import { checkVector } from '../check-vector.ts';
import { clampDistance, compareHits, type Hit } from '../hit.ts';
import type { EngineKind, EngineSearch, ExpectedFile, VectorEngine } from '../vector-engine.ts';
import { type HnswGraph, loadGraph, putPoint, SEARCH_CANDIDATES, saveGraph, unsavedGraph } from './hnsw-graph.ts';
import { HnswWriter } from './hnsw-writer.ts';

/** Factor for more candidates if a filter left too few. */
const EXPANSION = 8;

/**
 * hnswlib's graph: finds nearly every neighbour. Faster than an exhaustive search in very large libraries, but slower
 * to build. Uses hnswlib's file format with cosine vectors, which Python's hnswlib reads too.
 *
 * @see Malkov & Yashunin, Efficient and robust approximate nearest neighbor search using HNSW graphs, 2018.
 */
export const hnswKind: EngineKind = {
  name: 'hnsw',
  fileName: 'hnsw.idx',
  create: async (dimensions) => HnswWriter.start({ ask: 'create', dimensions }),
  async change(path, expected) {
    await verify(path, expected);
    return HnswWriter.start({ ask: 'load', path, dimensions: expected.dimensions });
  },
  open: openHnsw,
  share: openHnsw,
};

async function openHnsw(path: string, expected: ExpectedFile): Promise<HnswEngine> {
  await verify(path, expected);
  return new HnswEngine(await loadGraph(path, expected.dimensions));
}

async function verify(path: string, { check }: ExpectedFile): Promise<void> {
  try {
    requireSame(path, await checkOfFile(path, check?.bytes), check);
  } catch (error) {
    throw readingError(path, error);
  }
}

class HnswEngine implements VectorEngine {
  readonly name = 'hnsw';
  readonly dimensions: number;
  readonly #graph: HnswGraph;
  #count: number;

  constructor(graph: HnswGraph) {
    this.dimensions = graph.getNumDimensions();
    this.#count = graph.getCurrentCount();
    this.#graph = graph;
  }

  get count(): number {
    return this.#count;
  }

  vector(label: number): Float32Array {
    return Float32Array.from(this.#graph.getPoint(label));
  }

  put(label: number, vector: Float32Array): void {
    checkVector(vector, this.dimensions, 'A vector');
    putPoint(this.#graph, label, vector);
    this.#count = Math.max(this.#count, label + 1);
  }

  remove(label: number): void {
    this.#graph.markDelete(label);
  }

  async save(path: string, labels: readonly number[]): Promise<void> {
    try {
      await saveGraph(this.#graph, path, labels);
    } catch (cause) {
      throw unsavedGraph(path, cause);
    }
  }

  search(query: Float32Array, count: number, accept: (label: number) => boolean): EngineSearch {
    checkVector(query, this.dimensions, 'The query');
    const target = unit(query);
    const wanted = Math.min(count, this.#count);
    if (wanted === 0) return { hits: [], strategy: 'graph' };
    const least = Math.max(SEARCH_CANDIDATES, 2 * wanted);
    for (let candidates = least; candidates < this.#count; candidates *= EXPANSION) {
      const hits = this.#searchGraph(target, candidates, wanted, accept);
      if (hits.length === wanted) return { hits, strategy: candidates === least ? 'graph' : 'expanded-graph' };
    }
    return { hits: this.#searchAll(target, wanted, accept), strategy: 'exhaustive' };
  }

  #searchGraph(target: Float32Array, candidates: number, wanted: number, accept: (label: number) => boolean): Hit[] {
    const { neighbors, distances } = this.#graph.searchKnn(Array.from(target), candidates);
    const hits = neighbors.map((label, i) => ({ label, distance: clampDistance(distances[i]) })).sort(compareHits);
    const accepted: Hit[] = [];
    for (const hit of hits) {
      if (accepted.length === wanted) break;
      if (accept(hit.label)) accepted.push(hit);
    }
    return accepted;
  }

  /** Compares with every accepted vector, including vectors that the graph can't reach. */
  #searchAll(target: Float32Array, wanted: number, accept: (label: number) => boolean): Hit[] {
    const hits: Hit[] = [];
    for (let label = 0; label < this.#count; label++) {
      if (accept(label)) hits.push({ label, distance: clampDistance(1 - dot(target, this.vector(label))) });
    }
    return hits.sort(compareHits).slice(0, wanted);
  }
}
