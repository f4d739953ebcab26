import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drumLoop } from '../features/drum-signals.ts';
import { jig, metronome, waltz } from '../features/metre-signals.ts';
import { createTempoMeter } from './test-measured-tempo.ts';

let meter: Awaited<ReturnType<typeof createTempoMeter>>;
beforeAll(async () => {
  meter = await createTempoMeter();
});
afterAll(() => meter.close());

const isOneOf = (bpm: number, rights: readonly number[]) => rights.some((right) => Math.abs(bpm / right - 1) < 0.005);
const tempos = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

describe('a waltz', () => {
  // without drums, faster ones read 4/4: see docs/tempo.md
  it.each([
    { drums: true, from: 60, to: 200, threeTo: 200 },
    { drums: false, from: 74, to: 144, threeTo: 102 },
  ])('has the tempo of its beats and three of them per bar: %o', ({ drums, from, to, threeTo }) => {
    for (const sound of ['plucked', 'organ'] as const) {
      for (const tempo of tempos(from, to, 14)) {
        const { bpm, metre } = meter.measured(waltz({ bpm: tempo, sound, drums, seconds: 45 }));
        expect(isOneOf(bpm, [tempo]), `${tempo} BPM, ${sound}, reads ${bpm}`).toBe(true);
        if (tempo <= threeTo) expect(metre, `${tempo} BPM, ${sound}`).toBe('3/4');
      }
    }
  });
});

it('jigs from 84 to 132 BPM have their tempo, and six of seven two beats of three notes', () => {
  const signals = [false, true].flatMap((drums) => tempos(84, 132, 8).map((bpm) => ({ bpm, drums, seconds: 45 })));
  const found = signals.map((signal) => ({ ...meter.measured(jig(signal)), played: signal.bpm }));
  for (const { bpm, played } of found) expect(isOneOf(bpm, [played]), `${played} BPM reads ${bpm}`).toBe(true);
  expect(found.filter(({ metre }) => metre === '6/8').length).toBeGreaterThanOrEqual((6 / 7) * found.length);
});

it('metronomes from 40 to 220 BPM read themselves, their half or their double', () => {
  for (const bpm of tempos(40, 220, 9)) {
    const found = meter.measured(metronome({ bpm, seconds: 45 })).bpm;
    expect(isOneOf(found, [bpm / 2, bpm, 2 * bpm]), `${bpm} BPM reads ${found}`).toBe(true);
  }
});

it('gabber from 190 to 240 BPM reads itself or its half', () => {
  for (const bpm of tempos(190, 240, 5)) {
    for (const drums of [{}, { hat: [] }, { hat: [], snare: [] }]) {
      const found = meter.measured(drumLoop({ bpm, seconds: 45, ...drums })).bpm;
      expect(isOneOf(found, [bpm / 2, bpm]), `${bpm} BPM reads ${found}`).toBe(true);
    }
  }
});
