import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { analyzeFile, type TrackAnalysis } from '@rbassist/analyze';
import { temporaryFolder } from '@rbassist/testing';
import { encode } from 'node-wav';
import { beforeAll, describe, expect, it } from 'vitest';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('bad-sound');
});

/** Writes functions of time (in seconds), one per channel, as a WAV file of 32-bit floats, and analyses it. */
async function analysed(
  seconds: number,
  sampleRate: number,
  ...channels: ((t: number, n: number) => number)[]
): Promise<TrackAnalysis> {
  const planes = channels.map((at) =>
    Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, n) => at(n / sampleRate, n)),
  );
  const path = join(folder, `${Math.round(seconds * 1000)}-${sampleRate}-${channels.length}.wav`);
  await writeFile(path, encode(planes, { sampleRate, float: true, bitDepth: 32 }));
  return analyzeFile(path);
}

function everyNumberIsFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(everyNumberIsFinite);
}

/** Repeatable noise, -1..1. */
function noise(): () => number {
  let state = 9;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  };
}

const hiss = noise();
/** Kicks on every beat at 125 BPM. */
const kick = (t: number) => {
  const since = t % 0.48;
  return 0.8 * Math.exp(-since * 14) * Math.sin(2 * Math.PI * (55 * since + 4 * (1 - Math.exp(-since * 40))));
};
/** Roots and thirds of A minor, D minor, E minor and A minor again, in semitones from A. */
const CHORDS = [
  [0, 3, 7],
  [5, 8, 12],
  [7, 10, 14],
  [0, 3, 7],
];
/** A choir: chords that swell and fade slowly, with irregular lengths and no pulse. */
const choir = (t: number) => {
  const breath = t / 4 + 0.35 * Math.sin(0.31 * t);
  const swell = Math.sin(Math.PI * (breath % 1)) ** 2;
  return CHORDS[Math.floor(breath) % CHORDS.length].reduce((sum, semitones) => {
    const hertz = 220 * 2 ** (semitones / 12);
    return sum + [1, 2, 3].reduce((tone, n) => tone + (0.1 / n) * swell * Math.sin(2 * Math.PI * n * hertz * t), 0);
  }, 0);
};

describe('sound without music', () => {
  it.each<[string, number, ((t: number, n: number) => number)[]]>([
    ['silence', 20, [() => 0, () => 0]],
    ['a constant', 20, [() => 0.5, () => 0.5]],
    ['white noise', 30, [() => 0.2 * hiss(), () => 0.2 * hiss()]],
    ['one click', 20, [(_, n) => (n === 400_000 ? 1 : 0)]],
    ['0.3 s', 0.3, [kick]],
  ])('%s has no tempo, no key and no cues', async (_, seconds, channels) => {
    const analysis = await analysed(seconds, 44_100, ...channels);
    expect(analysis).toMatchObject({ bpm: null, tempos: [], key: null, key_name: null, cues: [] });
    expect(everyNumberIsFinite(analysis)).toBe(true);
  });

  it('silence has no loudness', async () => {
    expect(await analysed(5, 44_100, () => 0)).toMatchObject({
      loudness_lufs: null,
      loudness_range_lu: null,
      true_peak_db: null,
    });
  });

  it('singing without a pulse has a key but no tempo', async () => {
    const analysis = await analysed(60, 44_100, choir);
    expect(analysis.bpm).toBeNull();
    expect(analysis.key).toBe('8A');
  });
});

describe('music in unusual files', () => {
  it.each([8_000, 11_025, 48_000, 96_000, 192_000])('has the right tempo at %d Hz', async (sampleRate) => {
    const analysis = await analysed(20, sampleRate, kick);
    expect(analysis.bpm).toBeCloseTo(125, 1);
    expect(everyNumberIsFinite(analysis)).toBe(true);
  });

  it('ignores samples that are not numbers', async () => {
    const analysis = await analysed(20, 44_100, (t, n) => (n % 50_000 === 7 ? Number.NaN : kick(t)));
    expect(analysis.bpm).toBeCloseTo(125, 1);
    expect(everyNumberIsFinite(analysis)).toBe(true);
  });

  it('with channels out of phase is silent in mono, but has its loudness', async () => {
    const analysis = await analysed(20, 44_100, kick, (t) => -kick(t));
    expect(analysis.bpm).toBeNull();
    expect(analysis.loudness_lufs).toBeLessThan(0);
  });
});
