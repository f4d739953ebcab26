import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { BenchContext } from './bench-context.ts';
import { ffmpegPeak } from './ffmpeg-peak.ts';
import { loopSong, writeLongWav } from './long-mix.ts';
import { measureScan } from './measure-scan.ts';
import { repeatFiles } from './repeat-files.ts';
import { makeShortTracks } from './short-tracks.ts';
import type { Sizes } from './sizes.ts';

export interface Peak {
  tracks: number;
  workers: number;
  musicS: number;
  peakMib: number;
}

export interface MemoryFigures {
  few: Peak;
  many: Peak;
  /** Like `few`, but with one worker, to compare with the mix: one file uses one worker. */
  fewAlone: Peak;
  /** Some tracks of usual length, to compare with the mix. */
  songs: Peak;
  mix: Peak;
  /** Ratio of `many` to `few`; of `mix` to `fewAlone` and to `songs`. */
  growth: { many: number; mix: number; mixToSongs: number };
  /** Peak memory of one ffmpeg that decodes a song, in addition to the scan; null if unknown or without ffmpeg. */
  ffmpegMib: number | null;
}

/** The mix is a compressed song if ffmpeg exists. */
export async function measureMemory(
  songs: readonly string[],
  ffmpeg: string | undefined,
  sizes: Sizes,
  context: BenchContext,
): Promise<MemoryFigures> {
  const folder = (name: string) => join(context.folder, name);
  const cores = availableParallelism();
  const tracks = await makeShortTracks(ffmpeg, context);
  const fewFolder = await repeatFiles(tracks, sizes.fewTracks, folder('few'));
  const manyFolder = await repeatFiles(tracks, sizes.manyTracks, folder('many'));
  const songsFolder = await repeatFiles(songs, songs.length, folder('songs'));
  const mixFolder = folder('mix');
  await mkdir(mixFolder);
  if (ffmpeg) await loopSong(songs[0], { ...sizes, folder: mixFolder, ffmpeg }, context);
  else await writeLongWav(sizes.mixS, mixFolder, context);

  const scan = async (what: string, folder: string, workers: number): Promise<Peak> => {
    context.say(`scanning ${what}, workers: ${workers}`);
    const { tracks, musicS, peakMib } = await measureScan({ folder, workers }, context);
    return { tracks, workers, musicS, peakMib };
  };
  const few = await scan(`${sizes.fewTracks} short tracks`, fewFolder, cores);
  const many = await scan(`${sizes.manyTracks} short tracks`, manyFolder, cores);
  const fewAlone = await scan(`${sizes.fewTracks} short tracks`, fewFolder, 1);
  const some = await scan(`${songs.length} songs`, songsFolder, 1);
  const mix = await scan(`a mix of ${(sizes.mixS / 3600).toFixed(1)} hours`, mixFolder, 1);
  return {
    few,
    many,
    fewAlone,
    songs: some,
    mix,
    growth: {
      many: many.peakMib / few.peakMib,
      mix: mix.peakMib / fewAlone.peakMib,
      mixToSongs: mix.peakMib / some.peakMib,
    },
    ffmpegMib: ffmpeg ? await ffmpegPeak(ffmpeg, songs[0], context.signal) : null,
  };
}
