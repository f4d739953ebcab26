import { join } from 'node:path';
import type { BenchContext } from './bench-context.ts';
import { measureRuntimes, type RuntimeFigures } from './measure-runtimes.ts';
import { measureScan, type ScanFigures } from './measure-scan.ts';
import { repeatFiles } from './repeat-files.ts';

interface ModelRow extends ScanFigures {
  model: string;
  /** Runtime of a learned model; empty for others. */
  runtime: string;
  /** Ratio of the processor time to that of the first row; null if the system does not report it. */
  toFirst: number | null;
}

export interface ModelFigures {
  rows: ModelRow[];
  runtimes: RuntimeFigures[];
  /** Runtimes that this machine lacks, with the reason. */
  absent: string[];
}

const LEARNED = ['musicnn-v1', 'blend-v1'];

/** Scans the same songs with each built-in model, and learned models on each runtime. */
export async function measureModels(songs: readonly string[], context: BenchContext): Promise<ModelFigures> {
  const folder = await repeatFiles(songs, songs.length, join(context.folder, 'songs for models'));
  const { runtimes, absent } = await measureRuntimes(context);
  const asked = [
    { model: 'spectral-v1', runtime: '' },
    ...LEARNED.flatMap((model) => runtimes.map(({ name }) => ({ model, runtime: name }))),
  ];
  const rows: ModelRow[] = [];
  for (const { model, runtime } of asked) {
    context.say(`scanning with ${model}${runtime && ` on ${runtime}`}`);
    const hideOnnxruntime = runtime === 'onnxruntime-web';
    const figures = await measureScan({ folder, workers: 1, model, hideOnnxruntime }, context);
    const first = rows.length > 0 ? rows[0].cpuS : figures.cpuS;
    rows.push({ model, runtime, ...figures, toFirst: figures.cpuS && first && figures.cpuS / first });
  }
  return { rows, runtimes, absent };
}
