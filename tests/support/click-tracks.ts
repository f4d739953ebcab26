import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { encode } from 'node-wav';

/** A part of a beat grid, as `meta.json` stores it. */
export interface GridPart {
  inizio_sec: number;
  bpm: number;
  metro: string;
  battito: number;
}

/** A sound that is added to clicks, or stands for them: samples by their time in seconds. */
export type Sound = (timeS: number) => number;

interface ClickTrack {
  seconds: number;
  sampleRate?: number;
  grid?: readonly GridPart[];
  sound?: Sound;
}

const CLICK_S = 0.004;
const CLICK_HZ = 3000;

/** Returns the times of the beats of a grid, and their places in the bar, from 0. */
export function beatsOf(grid: readonly GridPart[], seconds: number): { timeS: number; beat: number }[] {
  return grid.flatMap(({ inizio_sec, bpm }, part) => {
    const end = grid[part + 1]?.inizio_sec ?? seconds;
    const count = Math.round(((end - inizio_sec) * bpm) / 60);
    return Array.from({ length: count }, (_, i) => ({ timeS: inizio_sec + (i * 60) / bpm, beat: i % 4 }));
  });
}

/** Writes a WAV file with a click at each beat, the first of a bar louder. */
export async function writeClicks(path: string, track: ClickTrack): Promise<void> {
  const { seconds, sampleRate = 44_100, grid = [], sound } = track;
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  for (const { timeS, beat } of beatsOf(grid, seconds)) {
    const level = beat === 0 ? 0.8 : 0.4;
    const first = Math.ceil(timeS * sampleRate);
    for (let i = first; i < Math.min(samples.length, first + CLICK_S * sampleRate); i++) {
      const sinceS = i / sampleRate - timeS;
      samples[i] += level * Math.cos(2 * Math.PI * CLICK_HZ * sinceS) * (1 - sinceS / CLICK_S);
    }
  }
  if (sound) for (let i = 0; i < samples.length; i++) samples[i] += sound(i / sampleRate);
  await writeFile(path, encode([samples], { sampleRate, bitDepth: 16 }));
}

/** Encodes a WAV file with ffmpeg, into the format that the ending of `to` names. */
export async function encodeWith(from: string, to: string, ...options: string[]): Promise<void> {
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', '-i', from, ...options, to]);
}
