/**
 * Measures the speed and memory of a scan. Prints ratios by format, by model and its runtime, by number of workers and
 * by number of tracks, and the start time of the command compared with Node's.
 *
 *   npm run bench -- [<folder of music>] [--quick] [--json]
 */
import { describeDecoders } from '@rbassist/audio';
import { errorMessage } from '@rbassist/core';
import { type BenchContext, withBenchContext } from './bench/bench-context.ts';
import { MP3, WAV } from './bench/formats.ts';
import { describeMachine } from './bench/machine.ts';
import { measureMemory } from './bench/memory.ts';
import { measureModels } from './bench/models.ts';
import { type BenchOptions, readOptions, UsageError } from './bench/options.ts';
import { measureOwnMusic } from './bench/own-music.ts';
import {
  showMachine,
  showMemory,
  showModels,
  showOwnMusic,
  showStartUp,
  showThroughput,
  showWorkers,
} from './bench/show.ts';
import { FULL, QUICK } from './bench/sizes.ts';
import { SongCache } from './bench/song-cache.ts';
import { measureStartUp } from './bench/start-up.ts';
import { TARGETS } from './bench/targets.ts';
import { measureThroughput } from './bench/throughput.ts';
import { measureWorkers, type WorkerFigures } from './bench/workers.ts';

const INTERRUPTED = 130;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const say = (line: string) => console.error(`… ${line}`);
  const figures = await withBenchContext<object>(say, (context) =>
    options.folder === undefined ? benchmark(options, context) : ownMusic(options.folder, options, context),
  );
  if (options.json) console.log(JSON.stringify(figures));
}

async function benchmark({ quick, json }: BenchOptions, context: BenchContext) {
  const show = (section: string) => {
    if (!json) console.log(`${section}\n`);
  };
  const sizes = quick ? QUICK : FULL;
  const decoders = await describeDecoders();
  const ffmpeg = decoders.find(({ name }) => name === 'ffmpeg')?.path;
  const machine = describeMachine(decoders);
  show(showMachine(machine));
  if (quick) show('Quick: start-up counts more in short runs, so every figure is worse than in a full run.');

  const startUp = await measureStartUp(sizes.startUpPairs, context);
  show(showStartUp(startUp));

  const cache = await SongCache.open({ ...sizes, ffmpeg }, context);
  const throughput = await measureThroughput(cache, decoders, sizes, context);
  show(showThroughput(throughput));

  const mp3 = await cache.songs(MP3).catch(() => undefined);
  const wav = await cache.songs(WAV);
  const models = await measureModels(mp3 ?? wav, context);
  show(showModels(models));

  const workers: WorkerFigures[] = [];
  if (machine.cores > 1) {
    workers.push(await measureWorkers(WAV, wav, sizes.workerTurns, context));
    if (mp3) workers.push(await measureWorkers(MP3, mp3, sizes.workerTurns, context));
  }
  show(showWorkers(workers));

  const memory = await measureMemory(mp3 ?? wav, mp3 && ffmpeg, sizes, context);
  show(showMemory(memory));
  return { machine, targets: TARGETS, startUp, throughput, models, workers, memory };
}

async function ownMusic(folder: string, { json }: BenchOptions, context: BenchContext) {
  const figures = await measureOwnMusic(folder, context);
  if (!json) console.log(showOwnMusic(figures));
  return figures;
}

try {
  await main();
} catch (error) {
  const interrupted = error instanceof Error && error.name === 'AbortError';
  console.error(interrupted ? 'Stopped. All files of this benchmark are removed.' : errorMessage(error));
  process.exitCode = interrupted ? INTERRUPTED : error instanceof UsageError ? 2 : 1;
}
