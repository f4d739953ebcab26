import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MEGABYTE = 1e6;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Returns the size of the heap, in megabytes, without garbage. */
export function heapMb(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / MEGABYTE;
}
