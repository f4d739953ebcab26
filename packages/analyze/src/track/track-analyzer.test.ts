import { mixToMono, resample } from '@rbassist/audio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { drumLoop, noise, sampled } from '../features/drum-signals.ts';
import { ANALYSIS_PARTS, type AnalysisPart, type TrackAnalysis } from './track-analysis.ts';
import { createTrackAnalyzer, type TrackAnalyzer } from './track-analyzer.ts';

let analyzer: TrackAnalyzer;
beforeAll(async () => {
  analyzer = await createTrackAnalyzer();
});
afterAll(() => analyzer.close());

interface Played {
  sampleRate?: number;
  parts?: readonly AnalysisPart[];
  block?: number;
}

function play(planes: readonly Float32Array[], { sampleRate = ANALYSIS_RATE, parts, block = 4096 }: Played = {}) {
  const extractor = analyzer.start({ sampleRate, channelCount: planes.length, parts });
  for (let at = 0; at < planes[0].length; at += block)
    extractor.push(planes.map((plane) => plane.slice(at, at + block)));
  return extractor.finish();
}

describe('a track analyzer', () => {
  it('finds all parts in one pass, with the same result for any block size and any earlier track', () => {
    const loop = drumLoop({ bpm: 126, seconds: 30, startS: 0.2 });
    const whole = play([loop], { block: loop.length });
    expect(whole).toMatchObject({
      bpm: expect.closeTo(126, 1),
      tempos: [expect.objectContaining({ metro: '4/4' })],
      loudness_lufs: expect.any(Number),
      true_peak_db: expect.any(Number),
      features: { rhythm_contour: { contour: expect.any(Array) } },
      sections: expect.any(Array),
      cues: expect.any(Array),
    });
    expect(JSON.stringify(play([loop], { block: 333 }))).toBe(JSON.stringify(whole));
  });

  const loop = drumLoop({ bpm: 100, seconds: 20 });
  let all: TrackAnalysis;
  beforeAll(() => {
    all = play([loop]);
  });

  it.each(ANALYSIS_PARTS)('finds the same %s alone as with all other parts', (part) => {
    const alone = play([loop], { parts: [part] });
    expect(all).toMatchObject(alone);
    const others = ANALYSIS_PARTS.filter((other) => other !== part);
    expect(Object.keys(play([loop], { parts: others }))).not.toContain(Object.keys(alone)[0]);
  });

  it('finds the key of a cadence, and none for drums', () => {
    const chords = [
      [57, 60, 64],
      [62, 65, 69],
      [64, 68, 71],
      [57, 60, 64],
    ];
    const cadence = sampled(24, (t) => {
      const notes = chords[Math.floor(t / 2) % chords.length];
      return notes.reduce((sum, note) => sum + 0.2 * Math.sin(2 * Math.PI * 440 * 2 ** ((note - 69) / 12) * t), 0);
    });
    expect(play([cadence], { parts: ['key'] })).toMatchObject({ key: '8A', key_name: 'A minor' });
    expect(play([drumLoop({ bpm: 120, seconds: 20 })], { parts: ['key'] })).toMatchObject({ key: null });
  });

  it('finds the same tempo at any rate and in either channel', () => {
    for (const sampleRate of [8000, 44_100, 192_000]) {
      const random = noise();
      const clicks = Float32Array.from({ length: 16 * sampleRate }, (_, n) => {
        const t = (n / sampleRate) % 0.5;
        return t < 0.05 ? 0.8 * random() * Math.exp(-t * 80) : 0;
      });
      const silent = new Float32Array(clicks.length);
      expect(play([clicks, silent], { sampleRate, parts: ['tempo'] }).bpm).toBeCloseTo(120, 0);
    }
  });

  it('analyses only the first seconds if requested, but measures loudness over all', async () => {
    const first = await createTrackAnalyzer({ durationS: 15 });
    const quiet = drumLoop({ bpm: 120, seconds: 30 });
    const loudLater = quiet.map((sample, n) => (n < 15 * ANALYSIS_RATE ? sample * 0.1 : sample));
    const extractor = first.start({ sampleRate: ANALYSIS_RATE, channelCount: 1 });
    extractor.push([loudLater]);
    const found = extractor.finish();
    first.close();
    const excerpt = play([loudLater.slice(0, 15 * ANALYSIS_RATE)]);
    expect(found.features).toEqual(excerpt.features);
    expect(found.loudness_lufs).toBe(play([loudLater]).loudness_lufs);
    expect(found.loudness_lufs).not.toBe(excerpt.loudness_lufs);
  });

  it('gives the same analysis if the caller resamples the track', async () => {
    const limited = await createTrackAnalyzer({ durationS: 15 });
    const [left, sampleRate] = [drumLoop({ bpm: 120, seconds: 22 }), 2 * ANALYSIS_RATE];
    const planes = [left, left.map((sample) => sample / 2)];
    for (const each of [analyzer, limited]) {
      const own = each.start({ sampleRate, channelCount: 2 });
      own.push(planes);
      const expected = own.finish();
      const given = each.start({ sampleRate, channelCount: 2, hasSignal: true });
      given.push(planes);
      given.pushSignal(resample(mixToMono(planes), sampleRate, ANALYSIS_RATE));
      expect(given.finish()).toEqual(expected);
    }
    limited.close();
  });

  it.each<[string, Float32Array]>([
    ['silence', new Float32Array(5 * ANALYSIS_RATE)],
    ['a constant', new Float32Array(5 * ANALYSIS_RATE).fill(0.5)],
    ['noise', sampled(5, noise(3))],
    ['one click', sampled(5, (t) => (t === 1 ? 1 : 0))],
    ['0.3 s', drumLoop({ bpm: 120, seconds: 0.3 })],
    ['one sample', Float32Array.of(0.5)],
  ])('finds no beat in %s, and returns no NaN', (_, samples) => {
    const found: TrackAnalysis = play([samples, samples.map((sample) => -sample)]);
    expect(found).toMatchObject({ bpm: null, tempos: [], cues: [] });
    expect(play([samples])).toMatchObject({ bpm: null, tempos: [], cues: [] });
    const numbers = JSON.stringify(found, (_key, value) => {
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
      return value;
    });
    expect(numbers).toContain('bpm');
  });

  it('accepts a track without samples', () => {
    expect(analyzer.start({ sampleRate: 44_100, channelCount: 2 }).finish()).toMatchObject({ bpm: null });
  });
});
