import { describe, expect, it } from 'vitest';
import { type Answered, tempoFigures } from './tempo-figures.ts';

const beats = Array.from({ length: 60 }, (_, i) => 0.3 + i / 2);
const downbeats = beats.filter((_, i) => i % 4 === 0);
const late = (by: number) => (at: number) => at + by;

const answered: Answered[] = [
  {
    track: { file: 'right', bpm: 120, beats, downbeats },
    answer: {
      bpm: 120.01,
      confidence: 0.97,
      beats: [-0.2, ...beats.map(late(0.005)), 40],
      downbeats: downbeats.map(late(0.005)),
      seconds: 1,
      cpuSeconds: 2,
    },
  },
  {
    track: { file: 'double', bpm: 90 },
    answer: { bpm: 180, confidence: 0.5, seconds: 3, cpuSeconds: 2 },
  },
  { track: { file: 'no beat', bpm: null }, answer: { bpm: null, confidence: 0, seconds: 2, cpuSeconds: 2 } },
  { track: { file: 'made up', bpm: null }, answer: { bpm: 97, confidence: 0.1, seconds: 2, cpuSeconds: 2 } },
  { track: { file: 'broken', bpm: 100 }, answer: { error: 'cannot be read' } },
];

describe('tempoFigures', () => {
  it('gives shares of the readable tracks with a tempo', () => {
    const figures = tempoFigures(answered);
    expect(figures).toMatchObject({
      n: 2,
      accuracy1: 0.5,
      accuracy2: 1,
      exact: 0.5,
      errors: { octave: 0.5, fraction: 0, other: 0, none: 0 },
      secondsPerTrack: 2,
      cpuSecondsPerTrack: 2,
      downbeats: { n: 1, right: 1 },
      beatless: { n: 2, right: 1 },
      unreadable: 1,
    });
    // beats before and after the music are not errors
    expect(figures.beats).toMatchObject({ n: 1, f70: 1, f10: 1 });
    expect(figures.beats?.offsetMs).toBeCloseTo(5, 6);
    expect(figures.reliability).toEqual([
      { from: 0.4, to: 0.6, n: 1, stated: 0.5, right: 0 },
      { from: 0.95, to: 1, n: 1, stated: 0.97, right: 1 },
    ]);
  });

  it('gives null, not 0, for missing values', () => {
    const figures = tempoFigures([
      { track: { file: 'a', bpm: 100, beats, downbeats }, answer: { bpm: 100, seconds: 1, cpuSeconds: null } },
    ]);
    expect(figures).toMatchObject({ beats: null, downbeats: null, beatless: null, reliability: null });
    expect(figures.cpuSecondsPerTrack).toBeNull();
    expect(tempoFigures([])).toMatchObject({ n: 0, accuracy1: null, secondsPerTrack: null });
  });
});
