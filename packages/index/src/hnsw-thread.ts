import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What the thread of a graph is asked first. */
export type HnswBeginning = { ask: 'create'; dimensions: number } | { ask: 'load'; path: string; dimensions: number };

/** What the thread of a graph is asked to do, one thing after the other. */
export type HnswRequest =
  | HnswBeginning
  | { ask: 'put' | 'holds'; label: number; vector: Float32Array }
  | { ask: 'remove'; label: number }
  | { ask: 'save'; path: string };

/** What came of it: how many vectors there are after `create` and `load`, the answer to `holds`, else true. */
export type HnswReply = { ok: true; value: number | boolean } | { ok: false; message: string };

/** A thread that holds a graph. */
export class HnswThread {
  readonly #worker: Worker;

  constructor() {
    // beside this file, compiled as it is
    this.#worker = new Worker(new URL(`./hnsw-worker${extname(import.meta.url)}`, import.meta.url));
    this.#worker.unref();
  }

  /** Rejects when it cannot be done, or when the thread dies of it. The next thing is asked after the reply. */
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
