import { join } from 'node:path';
import type { DecoderDescription } from '@rbassist/audio';
import { errorMessage } from '@rbassist/core';
import type { BenchContext } from './bench-context.ts';
import { measureScan, type ScanFigures } from './measure-scan.ts';
import { repeatFiles } from './repeat-files.ts';
import type { Sizes } from './sizes.ts';
import type { SongCache } from './song-cache.ts';

const FFMPEG = 'ffmpeg';

export interface FormatFigures extends ScanFigures {
  format: string;
  decoder: string;
}

export interface Throughput {
  rows: FormatFigures[];
  left: { format: string; reason: string }[];
}

/** Scans formats of ffmpeg again without it, if a package of npm can decode them; those rows come last. */
export async function measureThroughput(
  cache: SongCache,
  decoders: readonly DecoderDescription[],
  sizes: Sizes,
  context: BenchContext,
): Promise<Throughput> {
  const rows: FormatFigures[] = [];
  const withoutFfmpeg: FormatFigures[] = [];
  const left: Throughput['left'] = [];
  for (const format of sizes.formats) {
    const folder = join(context.folder, `${format.name} to scan`);
    try {
      const songs = await cache.songs(format);
      await repeatFiles(songs, songs.length * ('plain' in format.make ? sizes.plainCopies : 1), folder);
    } catch (error) {
      context.signal.throwIfAborted();
      left.push({ format: format.name, reason: errorMessage(error).trim() });
      continue;
    }
    const measure = async (decoder: DecoderDescription, hideFfmpeg: boolean): Promise<FormatFigures> => {
      context.say(`scanning ${format.name}, decoded by ${decoder.name}`);
      const figures = await measureScan({ folder, workers: 1, hideFfmpeg }, context);
      return { format: format.name, decoder: decoder.name, ...figures };
    };
    const [first, second] = decoders.filter(({ available, formats }) => available && formats.includes(format.kind));
    rows.push(await measure(first, false));
    if (first.name === FFMPEG && second) withoutFfmpeg.push(await measure(second, true));
  }
  return { rows: [...rows, ...withoutFfmpeg], left };
}
