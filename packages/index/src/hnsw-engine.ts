import { dirname } from 'node:path';
import { DataFolderError, dot, unit } from '@rbassist/core';
import { checkOfFile, readingError, requireSame } from './file-check.ts';
import { type HnswGraph, hnswVersion, loadGraph, SEARCH_CANDIDATES } from './hnsw-graph.ts';
import { type HnswBeginning, HnswThread } from './hnsw-thread.ts';
import {
  checkVector,
  clampDistance,
  compareHits,
  type EngineKind,
  type EngineSearch,
  type ExpectedFile,
  type Hit,
  type VectorEngine,
  type VectorWriter,
} from './vector-engine.ts';

/** How much wider a search tries again when a filter left too few. */
const WIDEN = 8;

/**
 * hnswlib's graph: nearly always right, and quicker than comparing everything in very large libraries, once it is built. Its file is
 * hnswlib's own, of cosine vectors, which Python's hnswlib reads as well.
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
  async open(path, expected) {
    await verify(path, expected);
    return new HnswEngine(await loadGraph(path, expected.dimensions));
  },
};

async function verify(path: string, { check }: ExpectedFile): Promise<void> {
  try {
    requireSame(path, await checkOfFile(path), check);
  } catch (error) {
    throw readingError(path, error);
  }
}

/** A graph that is searched. */
class HnswEngine implements VectorEngine {
  readonly name = 'hnsw';
  readonly dimensions: number;
  readonly count: number;
  readonly #graph: HnswGraph;

  constructor(graph: HnswGraph) {
    this.dimensions = graph.getNumDimensions();
    this.count = graph.getCurrentCount();
    this.#graph = graph;
  }

  vector(label: number): Float32Array {
    return Float32Array.from(this.#graph.getPoint(label));
  }

  search(query: Float32Array, count: number, accept: (label: number) => boolean): EngineSearch {
    checkVector(query, this.dimensions, 'The query');
    const target = unit(query);
    const wanted = Math.min(count, this.count);
    if (wanted === 0) return { hits: [], way: 'graph' };
    const least = Math.max(SEARCH_CANDIDATES, 2 * wanted);
    for (let width = least; width < this.count; width *= WIDEN) {
      const hits = this.#searchGraph(target, width, wanted, accept);
      if (hits.length === wanted) return { hits, way: width === least ? 'graph' : 'wider' };
    }
    return { hits: this.#scan(target, wanted, accept), way: 'scan' };
  }

  #searchGraph(target: Float32Array, width: number, wanted: number, accept: (label: number) => boolean): Hit[] {
    const { neighbors, distances } = this.#graph.searchKnn(Array.from(target), width);
    const hits = neighbors.map((label, i) => ({ label, distance: clampDistance(distances[i]) })).sort(compareHits);
    const accepted: Hit[] = [];
    for (const hit of hits) {
      if (accepted.length === wanted) break;
      if (accept(hit.label)) accepted.push(hit);
    }
    return accepted;
  }

  /** Everything that the filter lets pass, also what no link of the graph leads to. */
  #scan(target: Float32Array, wanted: number, accept: (label: number) => boolean): Hit[] {
    const hits: Hit[] = [];
    for (let label = 0; label < this.count; label++) {
      if (accept(label)) hits.push({ label, distance: clampDistance(1 - dot(target, this.vector(label))) });
    }
    return hits.sort(compareHits).slice(0, wanted);
  }
}

/** A graph that grows, in a thread of its own. */
class HnswWriter implements VectorWriter {
  readonly name = 'hnsw';
  readonly dimensions: number;
  #count: number;
  readonly #thread: HnswThread;

  private constructor(thread: HnswThread, dimensions: number, count: number) {
    this.#thread = thread;
    this.dimensions = dimensions;
    this.#count = count;
  }

  static async start(begin: HnswBeginning): Promise<HnswWriter> {
    await hnswVersion();
    const thread = new HnswThread();
    try {
      return new HnswWriter(thread, begin.dimensions, Number(await thread.ask(begin)));
    } catch (error) {
      await thread.close();
      throw error;
    }
  }

  get count(): number {
    return this.#count;
  }

  async put(label: number, vector: Float32Array): Promise<void> {
    checkVector(vector, this.dimensions, 'A vector');
    await this.#thread.ask({ ask: 'put', label, vector });
    this.#count = Math.max(this.#count, label + 1);
  }

  async remove(label: number): Promise<void> {
    await this.#thread.ask({ ask: 'remove', label });
  }

  async holds(label: number, vector: Float32Array): Promise<boolean> {
    checkVector(vector, this.dimensions, 'A vector');
    return (await this.#thread.ask({ ask: 'holds', label, vector })) === true;
  }

  async save(path: string): Promise<void> {
    try {
      await this.#thread.ask({ ask: 'save', path });
    } catch (cause) {
      const folder = dirname(path);
      const message = `The graph could not be written whole to ${folder}. The disk may be full: make room and try again.`;
      throw new DataFolderError(folder, message, { cause });
    }
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
