/**
 * Measures the speed of an analysis. Analyses the same songs in turn with rbassist, `aubio tempo` and librosa, as WAV,
 * FLAC and MP3, and prints the processor time per song.
 *
 *   npm run bench:analyze -- [--json] [--quick] [--python PATH]
 */
import { parseArgs } from 'node:util';
import { describeDecoders } from '@rbassist/audio';
import { errorMessage } from '@rbassist/core';
import { measureAnalyzeSpeed } from './bench/analyze-speed.ts';
import { withBenchContext } from './bench/bench-context.ts';
import { describeMachine } from './bench/machine.ts';
import { showMachine } from './bench/show.ts';
import { showAnalyzeSpeed } from './bench/show-analyze.ts';
import { TARGETS } from './bench/targets.ts';
import { UsageError } from './manifest.ts';

const USAGE = 'npm run bench:analyze -- [--json] [--quick] [--python PATH]';
/** Maximum length of a track that rbassist analyses. */
const SONG_SECONDS = 90;
const FULL = { songs: 4, turns: 5 };
const QUICK = { songs: 2, turns: 1 };
const INTERRUPTED = 130;

async function main(): Promise<void> {
  const { json = false, quick = false, python = 'python3' } = readOptions();
  const decoders = await describeDecoders();
  const ffmpeg = decoders.find(({ name }) => name === 'ffmpeg')?.path;
  const machine = describeMachine(decoders);
  if (!json) console.log(`${showMachine(machine)}\n`);
  const say = (line: string) => console.error(`… ${line}`);
  const speed = await withBenchContext(say, (context) =>
    measureAnalyzeSpeed({ ...(quick ? QUICK : FULL), songS: SONG_SECONDS, ffmpeg, python }, context),
  );
  const { timesAubio, timesFasterThanLibrosa } = TARGETS;
  console.log(
    json
      ? JSON.stringify({ machine, targets: { timesAubio, timesFasterThanLibrosa }, ...speed })
      : showAnalyzeSpeed(speed),
  );
}

function readOptions() {
  try {
    const flag = { type: 'boolean' } as const;
    return parseArgs({ options: { json: flag, quick: flag, python: { type: 'string' } } }).values;
  } catch (error) {
    throw new UsageError(`${errorMessage(error)} Usage: ${USAGE}`);
  }
}

try {
  await main();
} catch (error) {
  const interrupted = error instanceof Error && error.name === 'AbortError';
  console.error(interrupted ? 'Stopped. All files of this benchmark are removed.' : errorMessage(error));
  process.exitCode = interrupted ? INTERRUPTED : error instanceof UsageError ? 2 : 1;
}
