import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { decodeAudio } from '@rbassist/audio';
import type { TrackSection } from '@rbassist/core';
import { arrange, renderSong, type Song, STYLE_NAMES, STYLES } from '@rbassist/testing/synth';
import { UsageError } from '../manifest.ts';

export interface LabelledSong {
  name: string;
  group: string;
  sections: readonly TrackSection[];
  bpm: number;
  /** Time of any downbeat, in seconds. */
  downbeatS: number;
  samples(sampleRate: number): Promise<Float32Array>;
}

const LENGTHS_S = [90, 180, 240, 300];
const SEEDS = [1, 2, 3];
const KEYS = ['Am', 'F#m', 'C', 'Gm', 'Bb'];

/** Yields songs of every style, 1.5 to 5 minutes long, at several tempos. */
export function synthesizedSongs(): LabelledSong[] {
  return STYLE_NAMES.flatMap((style) =>
    LENGTHS_S.flatMap((seconds) =>
      SEEDS.map((n): LabelledSong => {
        const seed = n * 1000 + seconds;
        const [slowest, fastest] = STYLES[style].tempo;
        const bpm = Math.round(100 * (slowest + (fastest - slowest) * ((seed * 0.37) % 1))) / 100;
        const song = {
          style,
          bpm,
          key: KEYS[seed % KEYS.length],
          seconds,
          seed,
          density: 0.3 + 0.6 * ((seed * 0.61) % 1),
        };
        return {
          name: `${style}, ${seconds} s, ${bpm} BPM`,
          group: style,
          sections: sectionsOf(song),
          bpm,
          downbeatS: 0,
          async samples(sampleRate) {
            const { left, right } = renderSong({ ...song, sampleRate });
            return left.map((value, i) => 0.5 * (value + right[i]));
          },
        };
      }),
    ),
  );
}

function sectionsOf({ bpm, seconds }: Pick<Song, 'bpm' | 'seconds'>): TrackSection[] {
  const barS = 240 / bpm;
  return arrange(Math.max(1, Math.floor(seconds / barS))).map(({ kind, firstBar, bars }) => ({
    kind,
    start: firstBar * barS,
    end: (firstBar + bars) * barS,
  }));
}

/**
 * Reads rows `{file, bpm, downbeat, sections: [{kind, start, end}], label?}` of a manifest. Times are in seconds.
 * Throws {@link UsageError} if it can't be read, or has no such row.
 */
export async function manifestSongs(path: string): Promise<LabelledSong[]> {
  let rows: unknown;
  try {
    rows = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} is not a manifest: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const songs = Array.isArray(rows) ? rows.flatMap((row: unknown) => manifestSong(row, dirname(path))) : [];
  if (songs.length === 0) {
    throw new UsageError(
      `${path} has no row with "file", "bpm", "downbeat" and "sections" of {"kind", "start", "end"}.`,
    );
  }
  return songs;
}

function manifestSong(row: unknown, folder: string): LabelledSong[] {
  const { file, bpm, downbeat, sections, label }: Record<string, unknown> =
    typeof row === 'object' && row !== null ? { ...row } : {};
  if (typeof file !== 'string' || typeof bpm !== 'number' || typeof downbeat !== 'number') return [];
  if (!Array.isArray(sections) || !sections.every(isSection) || sections.length === 0) return [];
  return [
    {
      name: file,
      group: typeof label === 'string' ? label : 'all',
      sections,
      bpm,
      downbeatS: downbeat,
      samples: async (sampleRate) => (await decodeAudio(resolve(folder, file), { sampleRate })).samples,
    },
  ];
}

function isSection(value: unknown): value is TrackSection {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, start, end }: Record<string, unknown> = { ...value };
  return typeof kind === 'string' && typeof start === 'number' && typeof end === 'number';
}
