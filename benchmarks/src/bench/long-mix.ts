import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { mixToMono } from '@rbassist/audio';
import { encodeWav, synthesizeSong } from '@rbassist/testing/synth';
import type { BenchContext } from './bench-context.ts';

const run = promisify(execFile);
const WAV_HEADER_BYTES = 44;
/** Low, to write a small file fast. It is resampled like any other rate. */
const SAMPLE_RATE = 8000;
const PIECE_S = 300;

/** Writes a mix of at least `mixS` seconds by repeating a song of `songS` seconds, without encoding again. */
export async function loopSong(
  song: string,
  { mixS, songS, folder, ffmpeg }: { mixS: number; songS: number; folder: string; ffmpeg: string },
  { signal }: BenchContext,
): Promise<void> {
  const again = String(Math.ceil(mixS / songS) - 1);
  const to = join(folder, `mix${extname(song)}`);
  await run(ffmpeg, ['-nostdin', '-v', 'error', '-stream_loop', again, '-i', song, '-c', 'copy', to], { signal });
}

/** Writes a mix of at least `seconds` as WAV in chunks: 16 bit, one channel, 8 kHz. */
export async function writeLongWav(seconds: number, folder: string, { signal }: BenchContext): Promise<void> {
  const mono = mixToMono(synthesizeSong({ seconds: PIECE_S, sampleRate: SAMPLE_RATE }));
  const piece = encodeWav({ channels: [mono], sampleRate: SAMPLE_RATE, bitDepth: 16 });
  const pieces = Math.ceil(seconds / PIECE_S);
  const samples = piece.subarray(WAV_HEADER_BYTES);
  const header = new DataView(piece.slice(0, WAV_HEADER_BYTES).buffer);
  header.setUint32(4, WAV_HEADER_BYTES - 8 + pieces * samples.length, true);
  header.setUint32(40, pieces * samples.length, true);
  const file = await open(join(folder, 'mix.wav'), 'w');
  try {
    await file.write(header);
    for (let i = 0; i < pieces; i++) {
      signal.throwIfAborted();
      await file.write(samples);
    }
  } finally {
    await file.close();
  }
}
