import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

export type HnswStart = { ask: 'create'; dimensions: number } | { ask: 'load'; path: string; dimensions: number };

export type HnswRequest =
  | HnswStart
  | { ask: 'put' | 'holds'; label: number; vector: Float32Array }
  | { ask: 'remove'; label: number }
  | { ask: 'save'; path: string; labels: readonly number[] };

/** Reply to a request. `value` is the number of vectors for `create` and `load`, the result of `holds`, or true. */
export type HnswReply = { ok: true; value: number | boolean } | { ok: false; message: string };

/** A worker thread for a graph, because adding a vector blocks a thread for milliseconds. */
export class HnswThread {
  readonly #worker: Worker;

  constructor() {
    // the build puts the worker in the same folder
    this.#worker = new Worker(new URL(`./hnsw-worker${extname(import.meta.url)}`, import.meta.url));
    this.#worker.unref();
  }

  /** Sends a request. Rejects if it fails or the thread stops. Await the reply before the next request. */
  async ask(request: HnswRequest): Promise<number | boolean> {
    const stopped = new AbortController();
    this.#worker.ref();
    try {
      this.#worker.postMessage(request);
      const [reply]: [HnswReply] = await Promise.race([
        once(this.#worker, 'message', { signal: stopped.signal }) as Promise<[HnswReply]>,
        once(this.#worker, 'exit', { signal: stopped.signal }).then(() => {
          throw new Error('the thread that builds the graph stopped');
        }),
      ]);
      if (!reply.ok) throw new Error(reply.message);
      return reply.value;
    } finally {
      stopped.abort();
      this.#worker.unref();
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
