import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drumLoop } from '../features/drum-signals.ts';
import { jig, metronome, waltz } from '../features/metre-signals.ts';
import { createTrackAnalyzer, type TrackAnalyzer } from '../track/track-analyzer.ts';

let analyzer: TrackAnalyzer;
beforeAll(async () => {
  analyzer = await createTrackAnalyzer({ parts: ['tempo'] });
});
afterAll(() => analyzer.close());

function measured(samples: Float32Array) {
  const extractor = analyzer.start({ sampleRate: 22_050, channelCount: 1 });
  extractor.push([samples]);
  const { bpm, tempos = [] } = extractor.finish();
  return { bpm: bpm ?? Number.NaN, metre: tempos[0]?.metro };
}

const isOneOf = (bpm: number, rights: readonly number[]) => rights.some((right) => Math.abs(bpm / right - 1) < 0.005);
const tempos = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

describe('waltzes from 60 to 200 BPM', () => {
  const found = (['plucked', 'organ'] as const).flatMap((sound) =>
    [false, true].flatMap((drums) => tempos(60, 200, 14).map((bpm) => ({ bpm, sound, drums, seconds: 45 }))),
  );

  it('have the tempo of their beats and three of them per bar, nine of ten', () => {
    const right = found.filter((signal) => {
      const { bpm, metre } = measured(waltz(signal));
      return isOneOf(bpm, [signal.bpm]) && metre === '3/4';
    });
    expect(right.length).toBeGreaterThanOrEqual(0.9 * found.length);
  });
});

it('jigs from 84 to 132 BPM have two beats of three notes, nine of ten', () => {
  const found = [false, true].flatMap((drums) => tempos(84, 132, 8).map((bpm) => ({ bpm, drums, seconds: 45 })));
  const right = found.filter((signal) => {
    const { bpm, metre } = measured(jig(signal));
    return isOneOf(bpm, [signal.bpm]) && metre === '6/8';
  });
  expect(right.length).toBeGreaterThanOrEqual(0.9 * found.length);
});

it('metronomes from 40 to 220 BPM read themselves, their half or their double', () => {
  for (const bpm of tempos(40, 220, 9)) {
    const found = measured(metronome({ bpm, seconds: 45 })).bpm;
    expect(isOneOf(found, [bpm / 2, bpm, 2 * bpm]), `${bpm} BPM reads ${found}`).toBe(true);
  }
});

it('gabber from 190 to 240 BPM reads itself or its half', () => {
  for (const bpm of tempos(190, 240, 5)) {
    for (const drums of [{}, { hat: [] }, { hat: [], snare: [] }]) {
      const found = measured(drumLoop({ bpm, seconds: 45, ...drums })).bpm;
      expect(isOneOf(found, [bpm / 2, bpm]), `${bpm} BPM reads ${found}`).toBe(true);
    }
  }
});
