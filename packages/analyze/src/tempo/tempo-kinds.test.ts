import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drumLoop } from '../features/drum-signals.ts';
import { jig, type MetreSignal, metronome, waltz } from '../features/metre-signals.ts';
import { createTempoMeter } from './test-measured-tempo.ts';

let meter: Awaited<ReturnType<typeof createTempoMeter>>;
beforeAll(async () => {
  meter = await createTempoMeter();
});
afterAll(() => meter.close());

describe('a waltz', () => {
  it.each<Omit<MetreSignal, 'seconds'>>([
    { bpm: 84 },
    { bpm: 84, drums: true },
    { bpm: 84, sound: 'organ' },
    { bpm: 84, sound: 'piano' },
    { bpm: 108 },
    { bpm: 120, sound: 'organ' },
    { bpm: 132, drums: true },
    { bpm: 144, sound: 'piano' },
    { bpm: 150, sound: 'organ', drums: true },
  ])('has the tempo of its beats and three of them per bar: %o', (signal) => {
    const { bpm, metre } = meter.measured(waltz({ ...signal, seconds: 45 }));
    expect(bpm).toBeCloseTo(signal.bpm, 1);
    expect(metre).toBe('3/4');
  });
});

it.each<Omit<MetreSignal, 'seconds'>>([{ bpm: 158, sound: 'organ' }, { bpm: 172 }, { bpm: 172, sound: 'piano' }])(
  'a fast waltz without drums has the tempo of its beats: %o',
  (signal) => {
    expect(meter.measured(waltz({ ...signal, seconds: 45 })).bpm).toBeCloseTo(signal.bpm, 1);
  },
);

// a known limit, also in docs/tempo.md
it.fails('a waltz of long organ notes at 70 BPM reads 70', () => {
  expect(meter.measured(waltz({ bpm: 70, sound: 'organ', seconds: 45 })).bpm).toBeCloseTo(70, 1);
});

it.each([96, 112])('a jig at %d BPM has two beats of three notes', (tempo) => {
  const { bpm, metre } = meter.measured(jig({ bpm: tempo, seconds: 45 }));
  expect(bpm).toBeCloseTo(tempo, 1);
  expect(metre).toBe('6/8');
});

describe('a metronome', () => {
  it('at 60 BPM reads 60', () => {
    expect(meter.measured(metronome({ bpm: 60, seconds: 33 })).bpm).toBeCloseTo(60, 1);
  });

  it.each([44, 76, 100, 138, 184, 216])('at %d BPM reads itself, its half or its double', (tempo) => {
    const { bpm } = meter.measured(metronome({ bpm: tempo, seconds: 40 }));
    expect([tempo / 2, tempo, 2 * tempo].some((right) => Math.abs(bpm - right) < 0.1)).toBe(true);
  });
});

describe.each([
  { name: 'with a clap and hats between the kicks', drums: {} },
  { name: 'with nothing but hats between the kicks', drums: { snare: [] } },
  { name: 'of nothing but kicks', drums: { snare: [], hat: [] } },
])('gabber $name', ({ drums }) => {
  it.each([190, 204.5, 222, 240])('at %d BPM reads itself or its half', (tempo) => {
    const { bpm } = meter.measured(drumLoop({ bpm: tempo, seconds: 45, ...drums }));
    expect([tempo / 2, tempo].some((right) => Math.abs(bpm - right) < 0.05)).toBe(true);
  });
});

describe('a track whose tempo jumps', () => {
  it.each([
    { first: { bpm: 128, seconds: 60 }, second: { bpm: 140, seconds: 40 } },
    { first: { bpm: 128, seconds: 40 }, second: { bpm: 140, seconds: 60 } },
    { first: { bpm: 100, seconds: 60 }, second: { bpm: 124, seconds: 40 } },
    { first: { bpm: 174, seconds: 50 }, second: { bpm: 128, seconds: 40 } },
  ])('has the tempo of its longer part, and changes there: %o', ({ first, second }) => {
    const [before, after] = [drumLoop(first), drumLoop(second)];
    const samples = new Float32Array(before.length + after.length);
    samples.set(before);
    samples.set(after, before.length);
    const { bpm, tempos } = meter.measured(samples);
    expect(bpm).toBeCloseTo(first.seconds > second.seconds ? first.bpm : second.bpm, 1);
    expect(tempos.map((part) => Math.round(part.bpm))).toEqual([first.bpm, second.bpm]);
    expect(Math.abs(tempos[1].inizio_sec - first.seconds)).toBeLessThan(60 / Math.min(first.bpm, second.bpm));
  });
});

it('straight drums have four beats per bar', () => {
  expect(meter.measured(drumLoop({ bpm: 124, seconds: 40 }))).toMatchObject({ bpm: 124, metre: '4/4' });
});
