import { parentPort, workerData } from 'node:worker_threads';
import type { ProgressEvent } from '@rbassist/core';
import { mapVectors, placeVectors } from '@rbassist/index';
import type { MapTask, MapThreadMessage } from './map-thread.ts';

const { vectors, dimensions, places } = workerData as MapTask;
const send = (message: MapThreadMessage) => parentPort?.postMessage(message);
const onProgress = (progress: ProgressEvent) => send({ progress });
const mapped = places
  ? placeVectors(vectors, dimensions, places, { onProgress })
  : mapVectors(vectors, dimensions, { onProgress });
send({ places: mapped });
