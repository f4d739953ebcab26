import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { drumLoop, noise, sampled } from '../features/drum-signals.ts';
import { createFeaturePipeline } from '../features/feature-pipeline.ts';
import { createBassExtractor } from './bass-extractor.ts';
import { contourFeatures } from './contour-features.ts';

interface Reference {
  seconds: number;
  bass_hz: number[];
  bass: (number | null)[];
  rhythm: number[];
  bass_reliability: number;
  rhythm_reliability: number;
}

const referenceFile = new URL('../../../../tests/reference/contours.json', import.meta.url);
const reference: Reference = JSON.parse(await readFile(referenceFile, 'utf8'));

async function contours(samples: Float32Array, blockSize = samples.length) {
  const pipeline = await createFeaturePipeline();
  const bass = createBassExtractor();
  const extractor = pipeline.start([bass.onLongFrame]);
  for (let at = 0; at < samples.length; at += blockSize) extractor.push(samples.subarray(at, at + blockSize));
  const features = extractor.finish();
  pipeline.close();
  return contourFeatures(features, bass.finish());
}

/** Renders the track of `tests/reference/contours.py`. */
function referenceTrack(): Float32Array {
  const wave = (hz: number, t: number) => Math.sin(2 * Math.PI * hz * t);
  return sampled(reference.seconds, (t) => {
    if (t >= 24 && t < 40) return 0.02 * Math.exp(-(t % 4) * 12) * wave(1000, t % 4);
    const inNote = t % 2;
    const hz = reference.bass_hz[Math.floor(t / 2) % reference.bass_hz.length];
    const bass = Math.exp(-inNote * 0.5) * (0.3 * wave(hz, inNote) + 0.1 * wave(2 * hz, inNote));
    const k = t % 0.5;
    const kick = 0.5 * Math.exp(-k * 14) * wave(1, 52 * k + 4 * (1 - Math.exp(-k * 40)));
    const h = (t + 0.25) % 0.5;
    const c = (t % 1) - 0.5;
    const clap = c >= 0 ? 0.3 * Math.exp(-c * 25) * wave(1500, c) : 0;
    return bass + kick + 0.1 * Math.exp(-h * 80) * wave(6000, h) + clap;
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = (x: readonly number[], y: readonly number[], mx: number, my: number) =>
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0);
  return product(a, b, meanA, meanB) / Math.sqrt(product(a, a, meanA, meanA) * product(b, b, meanB, meanB));
}

it('follows the bass as librosa does, within half of its bins of 10.8 Hz', async () => {
  const { bass_contour: bass } = await contours(referenceTrack());
  expect(bass?.contour).toHaveLength(256);
  const away = reference.bass.flatMap((hz, i) => (hz === null ? [] : Math.abs(hz - (bass?.contour[i] ?? 0))));
  expect(away.length).toBeGreaterThan(180);
  // the other values are at the border of two notes
  expect(away.filter((hz) => hz < 5.4).length / away.length).toBeGreaterThan(0.95);
});

it('finds bass notes to a third of a hertz', async () => {
  const { bass_contour: bass } = await contours(referenceTrack());
  // eight values per note; the first and the last include a neighbour
  const away = reference.bass_hz.slice(1, 8).map((hz, i) => Math.abs(hz - (bass?.contour[8 * (i + 1) + 4] ?? 0)));
  expect(Math.max(...away)).toBeLessThan(0.35);
});

it('rises and falls with the rhythm as librosa does', async () => {
  const { rhythm_contour: rhythm } = await contours(referenceTrack());
  expect(rhythm?.contour).toHaveLength(256);
  expect(correlation(rhythm?.contour ?? [], reference.rhythm)).toBeGreaterThan(0.85);
  expect(mean(rhythm?.contour ?? [])).toBeCloseTo(mean(reference.rhythm), 2);
  expect(rhythm?.reliability).toBeCloseTo(reference.rhythm_reliability, 1);
});

it('has a high reliability for bass alone and a low one for noise', async () => {
  const random = noise();
  const alone = await contours(sampled(20, (t) => 0.4 * Math.sin(2 * Math.PI * 60 * t)));
  expect(alone.bass_contour?.reliability).toBe(1);
  expect(alone.bass_contour?.contour.every((hz) => Math.abs(hz - 60) < 0.1)).toBe(true);
  const hiss = await contours(sampled(20, () => 0.3 * random()));
  expect(hiss.bass_contour?.reliability).toBeLessThan(0.75);
});

it('scores a break with voices, and not an empty one', async () => {
  const [fromS, toS] = [30, 66];
  const track = (fill: (t: number) => number) => {
    const out = drumLoop({ bpm: 120, seconds: 90, silentBars: [fromS / 2, toS / 2] });
    for (let n = fromS * ANALYSIS_RATE; n < toS * ANALYSIS_RATE; n++) out[n] += fill(n / ANALYSIS_RATE);
    return out;
  };
  const blip = (t: number) => 0.05 * Math.exp(-t * 12) * Math.sin(2 * Math.PI * 1800 * t);
  const voiced = await contours(track((t) => blip(t % 0.5)));
  const sparse = await contours(track((t) => blip(t % 8)));
  const empty = await contours(track(() => 0));
  expect(voiced.samples).toBeGreaterThan(0.99);
  expect(sparse.samples).toBeGreaterThan(0.2);
  expect(sparse.samples).toBeLessThan(0.6);
  expect(empty.samples).toBeLessThan(0.15);
});

it('gives the same bytes however the signal is split', async () => {
  const track = referenceTrack().subarray(0, 12 * ANALYSIS_RATE);
  expect(await contours(track, 777)).toEqual(await contours(track));
});

it('counts the clear onsets per second', async () => {
  // four beats and four hats per bar of two seconds
  const loop = await contours(drumLoop({ bpm: 120, seconds: 20 }));
  expect(loop.onset_rate).toBeGreaterThan(3.7);
  expect(loop.onset_rate).toBeLessThan(4.3);
  const pad = await contours(sampled(10, (t) => 0.3 * Math.min(1, t) * Math.sin(2 * Math.PI * 220 * t)));
  expect(pad.onset_rate).toBeLessThan(0.3);
});

it('has no contours for silence, and no bass contour without bass', async () => {
  expect(await contours(new Float32Array(5 * ANALYSIS_RATE))).toEqual({});
  expect(await contours(new Float32Array(0))).toEqual({});
  const random = noise();
  const hats = await contours(
    sampled(10, (t) => (t % 0.5 < 0.02 ? 0.2 * (random() - random()) * Math.sin(40_000 * t) : 0)),
  );
  expect(hats.rhythm_contour?.contour).toHaveLength(256);
});

it.each([
  ['a click', sampled(5, (t) => (t === 2 ? 1 : 0))],
  ['0.3 s', sampled(0.3, (t) => Math.sin(2 * Math.PI * 80 * t))],
  ['an offset', new Float32Array(2 * ANALYSIS_RATE).fill(0.5)],
  ['white noise', sampled(3, noise(3))],
])('stays within its ranges on %s', async (_, samples) => {
  const { samples: score = 0, bass_contour: bass, rhythm_contour: rhythm } = await contours(samples);
  expect(score).toBeGreaterThanOrEqual(0);
  expect(score).toBeLessThanOrEqual(1);
  for (const hz of bass?.contour ?? []) expect(hz >= 38 && hz <= 202).toBe(true);
  for (const value of rhythm?.contour ?? []) expect(value >= 0 && value <= 1).toBe(true);
  for (const contour of [bass, rhythm]) {
    if (!contour) continue;
    expect(contour.contour).toHaveLength(256);
    expect(contour.reliability >= 0 && contour.reliability <= 1).toBe(true);
  }
});
