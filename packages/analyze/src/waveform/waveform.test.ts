import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { encodeWav } from '@rbassist/testing/synth';
import { describe, expect, it } from 'vitest';
import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { createTrackAnalyzer } from '../track/track-analyzer.ts';
import { computeDetail } from './compute-detail.ts';
import { computeOverview } from './compute-overview.ts';
import { createDetailExtractor } from './detail-extractor.ts';
import { createOverviewExtractor } from './overview-extractor.ts';
import { reduceWaveform } from './reduce-waveform.ts';
import { DETAIL_RATE, WAVEFORM_BANDS } from './waveform-form.ts';

const BANDS = ['low', 'mid', 'high'];

function sine(hertz: number, seconds: number, amplitude = 1, rate = ANALYSIS_RATE): Float32Array {
  return Float32Array.from(
    { length: seconds * rate },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / rate),
  );
}

async function wavFile(samples: Float32Array, sampleRate: number): Promise<string> {
  const path = join(await temporaryFolder('waveform'), 'sound.wav');
  await writeFile(path, encodeWav({ channels: [samples, samples], sampleRate, bitDepth: 16 }));
  return path;
}

/** Returns a column in the middle of a waveform. */
function middle(columns: Uint8Array): number[] {
  const column = Math.floor(columns.length / WAVEFORM_BANDS / 2);
  return [...columns.subarray(column * WAVEFORM_BANDS, (column + 1) * WAVEFORM_BANDS)];
}

function amplitude(byte: number): number {
  return (byte / 255) ** 2;
}

const TONES = [
  { band: 'low', hertz: 50 },
  { band: 'mid', hertz: 630 },
  { band: 'high', hertz: 8000 },
];

describe.each(TONES)('a tone in the $band band', ({ band, hertz }) => {
  const own = BANDS.indexOf(band);

  it('has its amplitude in detail, and little of it in other bands', () => {
    const detail = createDetailExtractor();
    detail.push(sine(hertz, 2, 0.5));
    // peaks of a low tone lie several columns apart
    const columns = detail.finish();
    const highest = BANDS.map((_, i) => Math.max(...columns.filter((_, at) => at > 300 && at % WAVEFORM_BANDS === i)));
    expect(amplitude(highest[own])).toBeGreaterThan(0.4);
    expect(amplitude(highest[own])).toBeLessThan(0.52);
    for (const [i, byte] of highest.entries()) if (i !== own) expect(amplitude(byte)).toBeLessThan(0.1);
  });

  it('has its amplitude in the overview, and nothing in other bands', async () => {
    const { columns } = await computeOverview(await wavFile(sine(hertz, 2, 0.5, 44_100), 44_100));
    const bytes = middle(columns);
    expect(amplitude(bytes[own])).toBeGreaterThan(0.48);
    expect(amplitude(bytes[own])).toBeLessThan(0.52);
    for (const [i, byte] of bytes.entries()) if (i !== own) expect(amplitude(byte)).toBeLessThan(0.02);
  });
});

it('does not depend on the size of the blocks', () => {
  const samples = sine(90, 1.37).map((value, i) => value * 0.4 + 0.3 * Math.sin(i * i));
  const whole = createDetailExtractor();
  whole.push(samples);
  const inBlocks = createDetailExtractor();
  for (let at = 0; at < samples.length; at += 1013) inBlocks.push(samples.subarray(at, at + 1013));
  expect(inBlocks.finish()).toEqual(whole.finish());
});

it('has a column for each 1/150 s, and one for the rest', () => {
  const detail = createDetailExtractor();
  detail.push(new Float32Array(ANALYSIS_RATE * 2 + 1));
  expect(detail.finish()).toEqual(new Uint8Array((2 * DETAIL_RATE + 1) * WAVEFORM_BANDS));
});

it('gives the same columns in an analysis as on its own', async () => {
  const left = sine(60, 4, 0.4, 44_100).map((value, i) => value + 0.3 * Math.sin(i * i * 1e-5));
  const right = sine(3000, 4, 0.2, 44_100);
  const path = join(await temporaryFolder('waveform'), 'sound.wav');
  await writeFile(path, encodeWav({ channels: [left, right], sampleRate: 44_100, bitDepth: 16 }));
  // the file has 16 bits
  const planes = [left, right].map((plane) => plane.map((value) => Math.round(value * 32_767) / 32_768));
  const analyzer = await createTrackAnalyzer({ parts: ['key'] });
  const overview = createOverviewExtractor();
  const track = analyzer.start({ sampleRate: 44_100, channelCount: 2, onShortFrame: overview.onShortFrame });
  for (let at = 0; at < left.length; at += 4099) track.push(planes.map((plane) => plane.subarray(at, at + 4099)));
  track.finish();
  analyzer.close();
  const alone = await computeOverview(path);
  const inAnalysis = overview.finish();
  expect(inAnalysis.stepS).toBe(alone.stepS);
  const differences = inAnalysis.columns.map((byte, i) => Math.abs(byte - alone.columns[i]));
  expect(Math.max(...differences)).toBeLessThanOrEqual(1);
});

it('draws a part as in the whole', async () => {
  const sound = sine(70, 7, 0.5, 48_000).map((value, i) => value + 0.4 * Math.sin(i * i * 1e-6));
  const path = await wavFile(sound, 48_000);
  const whole = await computeDetail(path, { startS: 0, durationS: 600 });
  expect(whole.length).toBe(7 * DETAIL_RATE * WAVEFORM_BANDS);
  const part = await computeDetail(path, { startS: 3, durationS: 2 });
  const bytesPerS = DETAIL_RATE * WAVEFORM_BANDS;
  expect(part).toEqual(whole.slice(3 * bytesPerS, 5 * bytesPerS));
  expect((await computeDetail(path, { startS: 6, durationS: 60 })).length).toBe(bytesPerS);
});

describe('reduceWaveform', () => {
  it('takes the quadratic mean of the amplitudes', () => {
    const columns = Uint8Array.from([255, 0, 100, 0, 0, 100, 255, 255, 100, 255, 255, 100]);
    const half = Math.round(255 * 0.5 ** 0.25);
    expect([...reduceWaveform(columns, 2)]).toEqual([half, 0, 100, 255, 255, 100]);
  });

  it('gives every column a share, and leaves a short waveform as it is', () => {
    const columns = new Uint8Array(1001 * WAVEFORM_BANDS).fill(7);
    expect(reduceWaveform(columns, 1000)).toEqual(new Uint8Array(3000).fill(7));
    expect(reduceWaveform(columns, 5000)).toEqual(columns);
  });
});
