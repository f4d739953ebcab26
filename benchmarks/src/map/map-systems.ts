import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MAP_DEFAULTS } from '@rbassist/index';
import type { BenchContext } from '../bench/bench-context.ts';

/** Time and memory of one map. */
export interface MapCost {
  cpuS: number;
  wallS: number;
  /** Peak memory of the process, its start and the vectors included. */
  peakMib: number;
}

export interface MapSystem {
  name: string;
  /** Maps a file of float32 vectors. */
  map: (vectors: string, dimensions: number) => Promise<{ places: Float32Array; cost: MapCost }>;
}

const run = promisify(execFile);
const MEASURE = fileURLToPath(new URL('./measure-map.ts', import.meta.url));
const PEER = fileURLToPath(new URL('../../peers/umap_map.py', import.meta.url));

/** Returns the systems: the plane of greatest variance, ours, and umap-learn if `python` has it. */
export async function mapSystems(python: string, { folder, signal, say }: BenchContext): Promise<MapSystem[]> {
  const system = (
    name: string,
    command: (vectors: string, dimensions: string, out: string) => string[],
  ): MapSystem => ({
    name,
    map: async (vectors, dimensions) => {
      const out = join(folder, 'places.f32');
      const [program, ...words] = command(vectors, String(dimensions), out);
      const { stdout } = await run(program, words, { signal });
      const bytes = await readFile(out);
      const places = new Float32Array(new Uint8Array(bytes).buffer);
      return { places, cost: JSON.parse(stdout) };
    },
  });
  const ours = (name: string, epochs: number) =>
    system(name, (vectors, dimensions, out) => [
      process.execPath,
      ...process.execArgv,
      MEASURE,
      vectors,
      dimensions,
      String(epochs),
      out,
    ]);
  const systems = [ours('PCA', 0), ours('rbassist', MAP_DEFAULTS.epochs)];
  try {
    await run(python, ['-c', 'import umap'], { signal });
    systems.push(system('umap-learn', (vectors, dimensions, out) => [python, PEER, vectors, dimensions, out]));
  } catch {
    signal.throwIfAborted();
    say(`no comparison with umap-learn: ${python} has none ("pip install umap-learn")`);
  }
  return systems;
}
