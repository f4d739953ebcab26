/**
 * Measures what the waveform adds to the analysis of a song, and the time to draw a file without an analysis. The
 * analysis runs with and without the waveform by turns, so that a change of the machine's speed meets both.
 *
 *   npm run bench:waveform -- [<rounds>]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { computeDetail, computeOverview, createOverviewExtractor, createTrackAnalyzer } from '@rbassist/analyze';
import { describeDecoders } from '@rbassist/audio';
import { encodeWav, synthesizeSong } from '@rbassist/testing/synth';
import { describeMachine } from './bench/machine.ts';
import { table } from './bench/table.ts';

const ROUNDS = 9;
const SONG_S = 300;
const SAMPLE_RATE = 44_100;
const BLOCK_FRAMES = 4096;

async function main(): Promise<void> {
  const rounds = Number(process.argv[2] ?? ROUNDS);
  const machine = describeMachine(await describeDecoders());
  console.log(`${machine.cpu}, Node ${machine.node}. CPU seconds for ${SONG_S} s of stereo, of ${rounds} rounds.\n`);
  const planes = synthesizeSong({ seconds: SONG_S });
  const { without, withWaveform } = await compare(planes, rounds);
  const ratios = withWaveform.map((seconds, i) => 100 * (seconds / without[i] - 1));
  const rows = [
    ['analysis', without],
    ['analysis with waveform', withWaveform],
    ...(await drawings(planes, rounds)),
  ] as const;
  console.log(
    table(
      ['', 'least', 'median'],
      rows.map(([name, times]) => [name, least(times), middle(times)]),
    ),
  );
  console.log(`\nThe waveform adds ${middle(ratios)} % (median of the rounds).`);
}

async function compare(planes: readonly Float32Array[], rounds: number) {
  const analyzer = await createTrackAnalyzer();
  const analyze = (draws: boolean) => {
    const overview = createOverviewExtractor();
    const onShortFrame = draws ? overview.onShortFrame : undefined;
    const track = analyzer.start({ sampleRate: SAMPLE_RATE, channelCount: planes.length, onShortFrame });
    for (let at = 0; at < planes[0].length; at += BLOCK_FRAMES) {
      track.push(planes.map((plane) => plane.subarray(at, at + BLOCK_FRAMES)));
    }
    track.finish();
    if (draws) overview.finish();
  };
  const without: number[] = [];
  const withWaveform: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const times = [await cpuSeconds(() => analyze(false)), await cpuSeconds(() => analyze(true))];
    // the first round compiles the code
    if (round < 0) continue;
    without.push(times[0]);
    withWaveform.push(times[1]);
  }
  analyzer.close();
  return { without, withWaveform };
}

async function drawings(planes: readonly Float32Array[], rounds: number): Promise<[name: string, times: number[]][]> {
  const folder = await mkdtemp(join(tmpdir(), 'rbassist-waveform-'));
  try {
    const path = join(folder, 'song.wav');
    await writeFile(path, encodeWav({ channels: planes, sampleRate: SAMPLE_RATE, bitDepth: 16 }));
    const overview: number[] = [];
    const detail: number[] = [];
    for (let round = 0; round < rounds; round++) {
      overview.push(await cpuSeconds(() => computeOverview(path)));
      detail.push(await cpuSeconds(() => computeDetail(path, { startS: 0, durationS: SONG_S })));
    }
    return [
      ['overview of a WAV file', overview],
      ['detail of a WAV file', detail],
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function cpuSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function least(values: readonly number[]): string {
  return Math.min(...values).toFixed(2);
}

function middle(values: readonly number[]): string {
  return values.toSorted((a, b) => a - b)[values.length >> 1].toFixed(2);
}

await main();
