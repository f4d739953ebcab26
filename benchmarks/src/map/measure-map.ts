/** Maps vectors in its own process: `VECTORS DIMENSIONS EPOCHS OUT`. Prints time and memory as JSON. */
import { readFile, writeFile } from 'node:fs/promises';
import { mapVectors } from '@rbassist/index';
import { runProgram } from '../program.ts';
import type { MapCost } from './map-systems.ts';

async function main(): Promise<void> {
  const [file, dimensions, epochs, out] = process.argv.slice(2);
  const bytes = await readFile(file);
  const vectors = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const before = process.cpuUsage();
  const start = performance.now();
  const places = mapVectors(vectors, Number(dimensions), { epochs: Number(epochs) });
  const { user, system } = process.cpuUsage(before);
  const wallS = (performance.now() - start) / 1000;
  await writeFile(out, new Uint8Array(places.buffer));
  const cost: MapCost = { cpuS: (user + system) / 1e6, wallS, peakMib: process.resourceUsage().maxRSS / 1024 };
  console.log(JSON.stringify(cost));
}

await runProgram(main);
