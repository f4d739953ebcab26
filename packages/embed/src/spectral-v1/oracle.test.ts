import { createRealFft, hannWindow, melFilterbank } from '@rbassist/audio';
import meyda from 'meyda';
import { beforeAll, describe, expect, it } from 'vitest';
import { cosineBasis, project } from './cepstrum.ts';
import { FRAME_SIZE, SAMPLE_RATE } from './frames.ts';
import { measureLevel } from './level.ts';
import { SHAPES, spectralShape } from './spectral-shape.ts';
import { chords, noise, signal } from './test-sounds.ts';

/** Part of Meyda for this test. Meyda's own types describe its browser bundle and lack the mel bands. */
interface MeydaModule {
  bufferSize: number;
  sampleRate: number;
  windowingFunction: string;
  extract(
    features: string[],
    frame: Float32Array,
  ): {
    rms: number;
    zcr: number;
    spectralCentroid: number;
    spectralSpread: number;
    powerSpectrum: Float32Array;
    melBands: number[];
    mfcc: number[];
  };
}
const Meyda = meyda as unknown as MeydaModule;

/** Meyda has its settings in module state. Every frame is tapered before both sides get it. */
beforeAll(() => {
  Meyda.bufferSize = FRAME_SIZE;
  Meyda.sampleRate = SAMPLE_RATE;
  Meyda.windowingFunction = 'rect';
});

const SECONDS = FRAME_SIZE / SAMPLE_RATE;
const TAPER = hannWindow(FRAME_SIZE);
const FRAMES = { noise: noise(SECONDS), chord: chords(SECONDS) };

describe.each(Object.entries(FRAMES))('%s, against Meyda', (_, samples) => {
  const frame = samples.map((value, i) => value * TAPER[i]);
  const oracle = () =>
    Meyda.extract(['rms', 'zcr', 'spectralCentroid', 'spectralSpread', 'powerSpectrum', 'melBands', 'mfcc'], frame);

  it('RMS and zero crossings', () => {
    const level = measureLevel(samples);
    const { rms, zcr } = Meyda.extract(['rms', 'zcr'], samples);
    // Meyda does not remove an offset
    expect(Math.hypot(level.rms, level.offset)).toBeCloseTo(rms, 5);
    expect(Math.abs(level.zeroCrossings * FRAME_SIZE - zcr)).toBeLessThanOrEqual(0.03 * zcr + 2);
  });

  it('power spectrum, centroid and spread in bins', async () => {
    const fft = await createRealFft(FRAME_SIZE);
    const power = new Float32Array(FRAME_SIZE / 2 + 1);
    fft.power(frame, power);
    fft.close();
    const { powerSpectrum, spectralCentroid, spectralSpread } = oracle();
    const strongest = Math.max(...power);
    powerSpectrum.forEach((value, bin) => {
      expect(Math.abs(power[bin] - value)).toBeLessThan(1e-4 * strongest);
    });
    const shape = new Float32Array(SHAPES.length);
    spectralShape(power, shape, 0);
    // ours leaves out the bin at 0 Hz and includes the last
    expect(shape[0] / spectralCentroid).toBeCloseTo(1, 2);
    expect(shape[1] / spectralSpread).toBeCloseTo(1, 2);
  });

  it('cosine transform of the mel bands, up to its scale', () => {
    const { melBands, mfcc } = oracle();
    const bands = melBands.length;
    const ours = new Float32Array(12);
    project(cosineBasis(bands, 1, 12), bands, Float32Array.from(melBands), 0, ours, 0);
    const scale = mfcc[1] / ours[0];
    for (let k = 1; k <= 12; k++) expect(ours[k - 1] * scale).toBeCloseTo(mfcc[k], 3);
  });
});

describe('the mel filterbank', () => {
  it.each([200, 440, 1000, 2500, 5000, 9000])('puts a tone of %d Hz into the same mel band as Meyda', (hz) => {
    const frame = signal(SECONDS, (time) => Math.sin(2 * Math.PI * hz * time)).map((value, i) => value * TAPER[i]);
    const { melBands, powerSpectrum } = Meyda.extract(['melBands', 'powerSpectrum'], frame);
    const bank = melFilterbank({
      bands: melBands.length,
      sampleRate: SAMPLE_RATE,
      fftSize: FRAME_SIZE,
      minHz: 0,
      maxHz: SAMPLE_RATE / 2,
    });
    const ours = new Float32Array(bank.bands);
    bank.apply(Float32Array.of(...powerSpectrum, 0), ours, 0);
    // Meyda rounds the edges of its bands down to whole bins
    const theirs = melBands.indexOf(Math.max(...melBands));
    expect(Math.abs(ours.indexOf(Math.max(...ours)) - theirs)).toBeLessThanOrEqual(1);
  });
});
