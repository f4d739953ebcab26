import { parentPort } from 'node:worker_threads';
import { errorMessage } from '@rbassist/core';
import { createGraph, type HnswGraph, holdsPoint, loadGraph, putPoint, saveGraph } from './hnsw-graph.ts';
import type { HnswReply, HnswRequest } from './hnsw-thread.ts';

let graph: HnswGraph;

async function answer(request: HnswRequest): Promise<number | boolean> {
  switch (request.ask) {
    case 'create':
      graph = await createGraph(request.dimensions);
      return 0;
    case 'load':
      graph = await loadGraph(request.path, request.dimensions);
      return graph.getCurrentCount();
    case 'put':
      putPoint(graph, request.label, request.vector);
      return true;
    case 'remove':
      graph.markDelete(request.label);
      return true;
    case 'holds':
      return holdsPoint(graph, request.label, request.vector);
    case 'save':
      await saveGraph(graph, request.path, request.labels);
      return true;
  }
}

parentPort?.on('message', async (request: HnswRequest) => {
  const reply: HnswReply = await answer(request).then(
    (value) => ({ ok: true, value }),
    (error) => ({ ok: false, message: errorMessage(error) }),
  );
  parentPort?.postMessage(reply);
});
