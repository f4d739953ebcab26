import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DrumLoop, drumLoop, noise, sampled } from '../features/drum-signals.ts';
import { extractFeatures } from '../features/extract-features.ts';
import { createTempoAnalyzer, type TempoAnalyzer } from './analyze-tempo.ts';
import { feltTempos } from './felt-tempo.ts';
import { type TempoAnalysisOptions, tempoAnalysisSettings } from './tempo-options.ts';

let analyzer: TempoAnalyzer;
beforeAll(async () => {
  analyzer = await createTempoAnalyzer();
});
afterAll(() => analyzer.close());

/** Features by loop, since they take longer than the analysis. */
const features = new Map<string, ReturnType<typeof extractFeatures>>();

async function analysed(loop: DrumLoop, options?: TempoAnalysisOptions) {
  const key = JSON.stringify(loop);
  const extracted = features.get(key) ?? extractFeatures(drumLoop(loop));
  features.set(key, extracted);
  return analyzer.analyze(await extracted, null, tempoAnalysisSettings(options));
}

const BREAKBEAT = { kick: [0, 10], snare: [4, 12], hat: [0, 2, 4, 6, 8, 10, 12, 14] };

describe('a steady beat', () => {
  it.each([100, 118, 124.5, 127.53, 128, 132.1, 140, 150])('at %d BPM is measured to the hundredth', async (bpm) => {
    const { analysis } = await analysed({ bpm, seconds: 75 });
    expect(analysis.bpm).toBeCloseTo(bpm, 2);
    expect(analysis.beatgrid_mode).toBe('fixed');
    expect(analysis.tempos).toHaveLength(1);
    expect(analysis.bpm_candidates[0].bpm).toBe(analysis.bpm);
  });

  it.each([88, 96, 100, 160, 172, 180])('of broken drums at %d BPM is not halved or doubled', async (bpm) => {
    const { analysis } = await analysed({ bpm, seconds: 60, ...BREAKBEAT });
    expect(analysis.bpm).toBeCloseTo(bpm, 1);
  });

  it('has its grid on the attacks, at any start', async () => {
    for (const startS of [0, 0.123, 0.3]) {
      const { grid } = await analysed({ bpm: 126, seconds: 60, startS });
      const period = 60 / 126;
      const offsets = [...(grid?.beats ?? [])].map((beat) => {
        const beats = (beat - startS) / period;
        return Math.abs(beats - Math.round(beats)) * period;
      });
      expect(offsets.length).toBeGreaterThan(100);
      expect(Math.max(...offsets)).toBeLessThan(0.01);
    }
  });

  it('keeps its count through a break without drums', async () => {
    const { analysis, grid } = await analysed({ bpm: 128, seconds: 120, silentBars: [24, 40] });
    expect(analysis.bpm).toBe(128);
    expect(analysis.tempos).toHaveLength(1);
    expect(grid?.beats.length).toBe(256);
  });

  it('does not depend on the level', async () => {
    const loud = await analysed({ bpm: 125.4, seconds: 40 });
    const quiet = await analysed({ bpm: 125.4, seconds: 40, gain: 0.02 });
    expect(loud.analysis.bpm).toBeCloseTo(125.4, 1);
    expect(quiet.analysis.bpm).toBeCloseTo(125.4, 1);
  });
});

describe('a tempo that changes', () => {
  let two: Awaited<ReturnType<typeof extractFeatures>>;
  beforeAll(async () => {
    const first = drumLoop({ bpm: 120, seconds: 48 });
    const second = drumLoop({ bpm: 132, seconds: 60 });
    const both = new Float32Array(first.length + second.length);
    both.set(first);
    both.set(second, first.length);
    two = await extractFeatures(both);
  });

  it('is stored as stretches, each with its tempo', async () => {
    const { analysis } = analyzer.analyze(two, null);
    expect(analysis.beatgrid_mode).toBe('dynamic');
    expect(analysis.tempos.map(({ bpm }) => bpm)).toEqual([expect.closeTo(120, 0), expect.closeTo(132, 0)]);
    expect(Math.abs(analysis.tempos[1].inizio_sec - 48)).toBeLessThan(0.6);
  });

  it('is one tempo with gridMode "fixed"', async () => {
    const { analysis } = analyzer.analyze(two, null, tempoAnalysisSettings({ gridMode: 'fixed' }));
    expect(analysis.tempos).toHaveLength(1);
  });
});

it('makes tempos outside the expected range less likely', async () => {
  const loop: DrumLoop = { bpm: 87, seconds: 60, ...BREAKBEAT };
  const { analysis: as87 } = await analysed(loop, { bpmRange: [70, 110] });
  const { analysis: as174 } = await analysed(loop, { bpmRange: [150, 190] });
  expect(as87.bpm).toBeCloseTo(87, 1);
  expect(as174.bpm).toBeCloseTo(174, 1);
});

it('follows a known tempo', async () => {
  const loop: DrumLoop = { bpm: 87, seconds: 60, ...BREAKBEAT };
  for (const knownBpm of [87, 174]) {
    const { analysis } = await analysed(loop, { knownBpm });
    expect(analysis.bpm).toBeCloseTo(knownBpm, 1);
    expect(analysis.tempos[0].bpm).toBe(analysis.bpm);
  }
  const { analysis: mismatched } = await analysed(loop, { knownBpm: 100 });
  const { analysis: free } = await analysed(loop);
  expect(mismatched).toEqual(free);
});

it('lets the style of a track decide between half and double tempo', async () => {
  const loop: DrumLoop = { bpm: 87, seconds: 60, ...BREAKBEAT };
  const { analysis: hipHop } = await analysed(loop, { tempoPrior: feltTempos('Hip-Hop') });
  const { analysis: drumAndBass } = await analysed(loop, { tempoPrior: feltTempos('Drum & Bass') });
  expect(hipHop.bpm).toBeCloseTo(87, 1);
  expect(drumAndBass.bpm).toBeCloseTo(174, 1);
});

describe('a signal without a beat', () => {
  const random = noise(7);
  const signals: [string, Float32Array][] = [
    ['silence', new Float32Array(22_050 * 30)],
    ['a constant', sampled(30, () => 0.5)],
    ['white noise', sampled(60, () => 0.3 * random())],
    ['one click', sampled(30, (t) => (Math.abs(t - 10) < 1e-4 ? 1 : 0))],
    ['0.3 s', drumLoop({ bpm: 120, seconds: 0.3 })],
    ['nothing at all', new Float32Array(0)],
    ['a held chord', sampled(60, (t) => 0.1 * (Math.sin(2765 * t) + Math.sin(3484 * t) + Math.sin(4143 * t)))],
  ];
  it.each(signals)('%s has no tempo', async (_, samples) => {
    const { analysis, grid } = analyzer.analyze(await extractFeatures(samples), null);
    expect(analysis.bpm).toBeNull();
    expect(analysis.tempos).toEqual([]);
    expect(grid).toBeNull();
  });
});
