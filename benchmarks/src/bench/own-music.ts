import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { BenchContext } from './bench-context.ts';
import { measureScan, type ScanFigures } from './measure-scan.ts';
import { UsageError } from './options.ts';

export interface OwnMusicFigures extends ScanFigures {
  folder: string;
  workers: number;
}

/** Throws {@link UsageError} if there is no readable music. */
export async function measureOwnMusic(given: string, context: BenchContext): Promise<OwnMusicFigures> {
  const folder = resolve(given);
  const found = await stat(folder).catch(() => null);
  if (!found) throw new UsageError(`${folder} does not exist or cannot be read. Name a folder of music.`);
  const workers = availableParallelism();
  context.say(`scanning ${folder}, ${workers} workers`);
  const figures = await measureScan({ folder, workers }, context);
  if (figures.tracks === 0) {
    const why = figures.failed > 0 ? `none of its ${figures.failed} tracks is readable` : 'it contains no audio files';
    throw new UsageError(`${folder} cannot be measured: ${why}. Name a folder of music.`);
  }
  return { folder, workers, ...figures };
}
