import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { BenchContext } from './bench-context.ts';
import type { Format } from './formats.ts';
import { measureScan, type ScanFigures } from './measure-scan.ts';
import { repeatFiles } from './repeat-files.ts';

/** Number of tracks per worker, so that all workers are busy until the end. */
const TRACKS_PER_WORKER = 4;

/** The same tracks with one worker and with one per core: the fastest round of each. */
export interface WorkerFigures {
  format: string;
  cores: number;
  one: ScanFigures;
  all: ScanFigures;
}

export async function measureWorkers(
  { name }: Format,
  songs: readonly string[],
  turns: number,
  context: BenchContext,
): Promise<WorkerFigures> {
  const cores = availableParallelism();
  const count = Math.max(songs.length, cores * TRACKS_PER_WORKER);
  const folder = await repeatFiles(songs, count, join(context.folder, `${name} for workers`));
  context.say(`scanning ${count} tracks of ${name} with 1 worker and with ${cores}, ${turns}×`);
  const one: ScanFigures[] = [];
  const all: ScanFigures[] = [];
  for (let turn = 0; turn < turns; turn++) {
    one.push(await measureScan({ folder, workers: 1 }, context));
    all.push(await measureScan({ folder, workers: cores }, context));
  }
  return { format: name, cores, one: quickest(one), all: quickest(all) };
}

function quickest(scans: readonly ScanFigures[]): ScanFigures {
  return scans.reduce((best, scan) => (scan.wallS < best.wallS ? scan : best));
}
