import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { notify, type ProgressEvent, RbassistError, type RunOptions } from '@rbassist/core';

export interface MapTask {
  /** Vectors, one after the other. Handed over to the thread. */
  vectors: Float32Array<ArrayBuffer>;
  dimensions: number;
  /** Places of an earlier map, NaN for new vectors; without them, the map is new. */
  places?: Float32Array;
}

export type MapThreadMessage = { progress: ProgressEvent } | { places: Float32Array };

/** Maps vectors in a worker thread, which takes a minute for a large library. Returns undefined after an abort. */
export async function mapInThread(
  task: MapTask,
  { signal, onProgress }: RunOptions,
): Promise<Float32Array | undefined> {
  // the build puts the worker in the same folder
  const entry = new URL(`./map-worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(entry, { workerData: task, transferList: [task.vectors.buffer] });
  let places: Float32Array | undefined;
  worker.on('message', (message: MapThreadMessage) => {
    if ('places' in message) places = message.places;
    else notify(onProgress, message.progress);
  });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    // an error of the thread rejects, with its message
    await once(worker, 'exit');
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  if (signal?.aborted) return undefined;
  if (places === undefined) throw new RbassistError('worker-start', 'The thread that computes the map stopped.');
  return places;
}
