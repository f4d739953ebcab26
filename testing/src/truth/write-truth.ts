import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav } from '../synth/audio-file.ts';
import { makeTrack } from './make-track.ts';
import type { Split } from './splits.ts';

export interface WriteTruthOptions {
  /** Random seed. The same seed gives the same files. */
  seed: number;
  count: number;
  split: Split;
  /** Kinds of tracks, in turns. @default all usual kinds */
  kinds?: readonly string[];
  /** Called after each track with the number of finished tracks. */
  onTrack?: (done: number) => void;
}

/** Creates the folder. Its `manifest.json` has one row per WAV file. */
export async function writeTruth(folder: string, options: WriteTruthOptions): Promise<void> {
  const { seed, count, split, kinds, onTrack } = options;
  await mkdir(folder, { recursive: true });
  const rows: object[] = [];
  for (let index = 0; index < count; index++) {
    const { sound, sampleRate, ...truth } = makeTrack(seed, split, index, kinds);
    const file = `${split}-${String(index).padStart(3, '0')} ${truth.kind}.wav`;
    await writeFile(join(folder, file), encodeWav({ channels: [sound.left, sound.right], sampleRate, bitDepth: 16 }));
    rows.push({ file, source: 'truth', split, ...truth });
    onTrack?.(index + 1);
  }
  await writeFile(join(folder, 'manifest.json'), `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);
}
