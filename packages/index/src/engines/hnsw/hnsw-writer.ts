import { checkVector } from '../check-vector.ts';
import type { VectorWriter } from '../vector-engine.ts';
import { hnswVersion, unsavedGraph } from './hnsw-graph.ts';
import { type HnswStart, HnswThread } from './hnsw-thread.ts';

export class HnswWriter implements VectorWriter {
  readonly name = 'hnsw';
  readonly dimensions: number;
  #count: number;
  readonly #thread: HnswThread;

  private constructor(thread: HnswThread, dimensions: number, count: number) {
    this.#thread = thread;
    this.dimensions = dimensions;
    this.#count = count;
  }

  /** Starts the thread. Throws {@link MissingDependencyError} if hnswlib-node can't be loaded. */
  static async start(start: HnswStart): Promise<HnswWriter> {
    await hnswVersion();
    const thread = new HnswThread();
    try {
      return new HnswWriter(thread, start.dimensions, Number(await thread.ask(start)));
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

  async save(path: string, labels: readonly number[]): Promise<void> {
    try {
      await this.#thread.ask({ ask: 'save', path, labels });
    } catch (cause) {
      throw unsavedGraph(path, cause);
    }
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
