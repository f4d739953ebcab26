import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mixToMono } from '@rbassist/audio';
import { encodeWav, synthesizeSong } from '@rbassist/testing/synth';
import type { BenchContext } from './bench-context.ts';
import { MP3 } from './formats.ts';

const run = promisify(execFile);
const TRACKS = 20;
const SECONDS = 30;
/** Sample rate of the built-in embedder, so that a thousand tracks take only a minute or two. */
const SAMPLE_RATE = 22_050;
/** Only a few tracks for ffmpeg, because starting it takes longer than the rest. */
const MP3_EVERY = 10;

/** Makes short mono tracks, all different: WAV, and some MP3 if ffmpeg exists. Returns their paths. */
export async function makeShortTracks(
  ffmpeg: string | undefined,
  { folder, signal, say }: BenchContext,
): Promise<string[]> {
  say(`making ${TRACKS} tracks of ${SECONDS} s`);
  const songFolder = join(folder, 'short tracks');
  await mkdir(songFolder);
  const paths: string[] = [];
  for (let i = 0; i < TRACKS; i++) {
    signal.throwIfAborted();
    const mono = mixToMono(synthesizeSong({ seed: i + 1, seconds: SECONDS, sampleRate: SAMPLE_RATE }));
    const wav = join(songFolder, `${i}.wav`);
    await writeFile(wav, encodeWav({ channels: [mono], sampleRate: SAMPLE_RATE, bitDepth: 16 }));
    paths.push(ffmpeg && i % MP3_EVERY === 0 ? await toMp3(wav, ffmpeg, signal) : wav);
  }
  return paths;
}

async function toMp3(wav: string, ffmpeg: string, signal: AbortSignal): Promise<string> {
  const path = wav.replace('.wav', MP3.extension);
  await run(ffmpeg, ['-nostdin', '-v', 'error', '-i', wav, path], { signal });
  return path;
}
