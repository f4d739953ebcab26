/**
 * Measures the cost and accuracy of loudness. Compares our meter with ffmpeg's filter ebur128: prints the ratio of CPU
 * times without decoding, and the differences between the values.
 *
 *   npm run bench:loudness -- [<audio files>] [--json]
 *
 * Without files, it synthesises five minutes of stereo.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { endianness, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { createLoudnessMeter, type LoudnessAnalysis } from '@rbassist/analyze';
import { describeDecoders, openAudio } from '@rbassist/audio';
import { errorMessage } from '@rbassist/core';
import { synthesizeSong } from '@rbassist/testing/synth';
import { describeMachine } from './bench/machine.ts';
import { table } from './bench/table.ts';

const run = promisify(execFile);
const ROUNDS = 5;
const SONG_S = 300;
const BLOCK_FRAMES = 4096;
const METER = 'ebur128=peak=true:framelog=verbose';

interface Music {
  name: string;
  sampleRate: number;
  planes: Float32Array[];
}

interface Figures {
  name: string;
  seconds: number;
  /** CPU seconds per five minutes of music: the median of the rounds. */
  oursS: number;
  ffmpegS: number;
  ours: LoudnessAnalysis;
  ffmpeg: LoudnessAnalysis;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
  const decoders = await describeDecoders();
  const ffmpeg = decoders.find(({ name }) => name === 'ffmpeg')?.path;
  if (!ffmpeg) throw new Error('ffmpeg, the meter to compare with, was not found.');
  const machine = describeMachine(decoders);
  if (!values.json) console.log(`${machine.cpu}, Node ${machine.node}, ffmpeg ${machine.ffmpeg}\n`);
  const folder = await mkdtemp(join(tmpdir(), 'rbassist-loudness-'));
  const figures: Figures[] = [];
  try {
    for await (const music of allMusic(positionals))
      figures.push(await compare(music, ffmpeg, join(folder, 'samples')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  if (values.json) console.log(JSON.stringify({ machine, figures }));
  else show(figures);
}

async function* allMusic(paths: readonly string[]): AsyncGenerator<Music> {
  if (paths.length === 0) {
    yield { name: 'a song made here', sampleRate: 44_100, planes: synthesizeSong({ seconds: SONG_S }) };
  }
  for (const path of paths) {
    const stream = await openAudio(path);
    const blocks: Float32Array[][] = [];
    for await (const block of stream.blocks) blocks.push(block);
    const planes = Array.from({ length: stream.channelCount }, (_, channel) => {
      const plane = new Float32Array(stream.outcome().frames);
      let at = 0;
      for (const block of blocks) {
        plane.set(block[channel], at);
        at += block[channel].length;
      }
      return plane;
    });
    yield { name: basename(path), sampleRate: stream.sampleRate, planes };
  }
}

async function compare(music: Music, ffmpeg: string, samplesPath: string): Promise<Figures> {
  await writeFile(samplesPath, interleaved(music.planes));
  const { sampleRate, planes } = music;
  const input = ['-f', 'f32le', '-ar', String(sampleRate), '-ac', String(planes.length), '-i', samplesPath];
  const ours: number[] = [];
  const theirs: number[] = [];
  let found: { ours: LoudnessAnalysis; ffmpeg: LoudnessAnalysis } | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const own = measure(music);
    const without = await runFfmpeg(ffmpeg, input);
    const metered = await runFfmpeg(ffmpeg, [...input, '-af', METER]);
    ours.push(own.cpuS);
    theirs.push(metered.cpuS - without.cpuS);
    found = { ours: own.loudness, ffmpeg: summaryOf(metered.said) };
  }
  if (!found) throw new Error('nothing was measured');
  const seconds = planes[0].length / sampleRate;
  const perSong = (times: number[]) => (median(times) * SONG_S) / seconds;
  return { name: music.name, seconds, oursS: perSong(ours), ffmpegS: perSong(theirs), ...found };
}

function measure({ sampleRate, planes }: Music): { cpuS: number; loudness: LoudnessAnalysis } {
  const before = process.cpuUsage();
  const meter = createLoudnessMeter({ sampleRate, channelCount: planes.length });
  for (let at = 0; at < planes[0].length; at += BLOCK_FRAMES) {
    meter.push(planes.map((plane) => plane.subarray(at, at + BLOCK_FRAMES)));
  }
  const loudness = meter.finish();
  const { user, system } = process.cpuUsage(before);
  return { cpuS: (user + system) / 1e6, loudness };
}

async function runFfmpeg(ffmpeg: string, words: readonly string[]): Promise<{ cpuS: number; said: string }> {
  const common = ['-nostdin', '-hide_banner', '-nostats', '-benchmark'];
  const { stderr } = await run(ffmpeg, [...common, ...words, '-f', 'null', '-'], { maxBuffer: 1 << 28 });
  const [, user, system] = /utime=([\d.]+)s stime=([\d.]+)s/.exec(stderr) ?? [];
  return { cpuS: Number(user) + Number(system), said: stderr };
}

function summaryOf(said: string): LoudnessAnalysis {
  const summary = said.slice(said.lastIndexOf('Summary:'));
  const value = (name: string) => {
    const number = Number(new RegExp(`^\\s*${name}:\\s+(\\S+)`, 'm').exec(summary)?.[1]);
    return Number.isFinite(number) ? number : null;
  };
  return { loudness_lufs: value('I'), loudness_range_lu: value('LRA'), true_peak_db: value('Peak') };
}

function show(figures: readonly Figures[]): void {
  const difference = (a: number | null, b: number | null) => (a === null || b === null ? '' : (a - b).toFixed(2));
  const rows = figures.map(({ name, oursS, ffmpegS, ours, ffmpeg }) => [
    name,
    oursS.toFixed(2),
    ffmpegS.toFixed(2),
    (oursS / ffmpegS).toFixed(2),
    ours.loudness_lufs?.toFixed(2) ?? '',
    difference(ours.loudness_lufs, ffmpeg.loudness_lufs),
    difference(ours.loudness_range_lu, ffmpeg.loudness_range_lu),
    difference(ours.true_peak_db, ffmpeg.true_peak_db),
  ]);
  const headings = ['', 'CPU s', 'ffmpeg', 'ratio', 'LUFS', 'Δ LUFS', 'Δ range', 'Δ peak'];
  console.log(table(headings, rows));
  console.log('\nCPU seconds per five minutes of music, without decoding; ffmpeg states its values to a tenth.');
}

function interleaved(planes: readonly Float32Array[]): Uint8Array {
  if (endianness() !== 'LE') throw new Error('This benchmark runs only on little-endian machines.');
  const samples = new Float32Array(planes.length * planes[0].length);
  planes.forEach((plane, channel) => {
    for (let i = 0; i < plane.length; i++) samples[i * planes.length + channel] = plane[i];
  });
  return new Uint8Array(samples.buffer);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

try {
  await main();
} catch (error) {
  console.error(errorMessage(error));
  process.exitCode = 1;
}
