import { describe, expect, it } from 'vitest';
import { LONG_RATE } from '../features/frame-features.ts';
import { KEY_EVIDENCE, type KeyEvidence, keyEvidence } from './key-evidence.ts';
import { keyProbabilities } from './key-model.ts';

const A_MINOR = [9, 0, 4];
const F_MAJOR = [5, 9, 0];
const G_MAJOR = [7, 11, 2];

interface Part {
  /** Pitch classes, the bass first. */
  chord: readonly number[];
  frames: number;
  level?: number;
}

/** Returns the evidence of chords one after another. */
function evidenceOf(parts: readonly Part[]): KeyEvidence {
  const frames = parts.flatMap(({ chord, frames: count, level = 1 }) =>
    Array.from({ length: count }, () => ({ chord, level })),
  );
  const values = new Float32Array(12 * frames.length);
  frames.forEach(({ chord, level }, n) => {
    for (const c of chord) values[12 * n + c] = level;
  });
  const bass = Int8Array.from(frames, ({ chord }) => chord[0] ?? -1);
  return keyEvidence({ tones: { values, rate: LONG_RATE }, bass });
}

const strongest = (values: Float64Array) => values.indexOf(Math.max(...values));
const higher = (chord: readonly number[], semitones: number) => chord.map((c) => (c + semitones) % 12);

describe('keyEvidence', () => {
  const song = evidenceOf([
    { chord: [], frames: 20 },
    { chord: A_MINOR, frames: 20 },
    { chord: F_MAJOR, frames: 40 },
    { chord: G_MAJOR, frames: 8 },
  ]);

  it('has mean 0 and length 1', () => {
    for (const name of KEY_EVIDENCE) {
      expect(song[name].reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
      expect(Math.hypot(...song[name])).toBeCloseTo(1, 10);
    }
  });

  it('knows the bass and the triads of the track, and the bass of its opening after silence', () => {
    expect(strongest(song.bass)).toBe(5);
    expect(strongest(song.firstBass)).toBe(9);
    expect(strongest(song.majorTriads)).toBe(5);
    expect(strongest(song.minorTriads)).toBe(9);
  });

  it('counts a quiet part as much as a loud one', () => {
    const quiet = evidenceOf([
      { chord: A_MINOR, frames: 40, level: 0.1 },
      { chord: G_MAJOR, frames: 20 },
    ]);
    expect(strongest(quiet.minorTriads)).toBe(9);
    expect(quiet.whole[9]).toBeGreaterThan(quiet.whole[7]);
  });

  it('is 0 in silence', () => {
    const silent = evidenceOf([{ chord: [], frames: 40 }]);
    for (const name of KEY_EVIDENCE) expect([...silent[name]]).toEqual(Array(12).fill(0));
  });
});

describe('keyProbabilities', () => {
  const loop = (semitones: number) =>
    evidenceOf([A_MINOR, F_MAJOR, G_MAJOR, A_MINOR].map((chord) => ({ chord: higher(chord, semitones), frames: 16 })));

  it('sums to 1 and follows a transposition', () => {
    const original = keyProbabilities(loop(0));
    expect(original.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 10);
    for (const semitones of [1, 6, 11]) {
      const moved = keyProbabilities(loop(semitones));
      original.forEach((probability, key) => {
        const there = (key < 12 ? 0 : 12) + ((key + semitones) % 12);
        expect(moved[there]).toBeCloseTo(probability, 10);
      });
    }
  });

  it('prefers A minor for a loop that starts and ends on it', () => {
    expect(strongest(keyProbabilities(loop(0)))).toBe(12 + 9);
  });
});
