import { TrackError } from '@rbassist/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSpectralDescriber, type SpectralDescriber } from './describe.ts';
import { SPECTRAL_V1_SLOTS } from './slots.ts';
import { chords, clicks, noise, note, signal } from './test-sounds.ts';

let describer: SpectralDescriber;
beforeAll(async () => {
  describer = await createSpectralDescriber();
});
afterAll(() => describer.close());

function measure(samples: Float32Array): Record<string, number> {
  const values = describer.describe(samples);
  return Object.fromEntries(SPECTRAL_V1_SLOTS.map(({ name }, i) => [name, values[i]]));
}

const namesOf = (group: string) => SPECTRAL_V1_SLOTS.filter((slot) => slot.group === group).map(({ name }) => name);

describe('a describer', () => {
  const tone = (time: number) => note(0, time);
  it.each<[string, Float32Array]>([
    ['silence', signal(10, () => 0)],
    ['a constant', signal(10, () => 0.7)],
    ['half a second', chords(0.5)],
    ['a tenth of a second', chords(0.1)],
    ['clipping', signal(10, (time) => Math.max(-1, Math.min(1, 40 * tone(time))))],
    ['far beyond full scale', noise(10).map((value) => value * 1e30)],
    ['very small numbers', noise(10).map((value) => value * 1e-40)],
    ['one impulse', signal(10, (time) => (time === 5 ? 1 : 0))],
    ['noise', noise(10)],
    ['silence, then sound', signal(20, (time) => (time < 12 ? 0 : tone(time)))],
  ])('%s', (_, samples) => {
    expect(describer.describe(samples).every(Number.isFinite)).toBe(true);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %d among the samples', (bad) => {
    const samples = chords(15);
    samples[300_000] = bad;
    expect(() => describer.describe(samples)).toThrow(expect.objectContaining({ kind: 'corrupt' }));
  });

  it.each([0, 1, 2000])('refuses %d samples as too short', (length) => {
    expect(() => describer.describe(new Float32Array(length))).toThrow(TrackError);
    expect(() => describer.describe(new Float32Array(length))).toThrow(/too short/);
  });
});

describe('a description', () => {
  it('changes only the loudness with the volume', () => {
    const loud = measure(chords(10));
    const quiet = measure(chords(10).map((value) => value * 0.125));
    expect(loud.loudness - quiet.loudness).toBeCloseTo(20 * Math.log10(8), 4);
    for (const { name, group } of SPECTRAL_V1_SLOTS) {
      if (group !== 'loudness') expect(quiet[name], name).toBeCloseTo(loud[name], 3);
    }
  });

  it('ignores an offset', () => {
    const plain = measure(chords(10));
    const shifted = measure(chords(10).map((value) => value + 0.25));
    for (const { name } of SPECTRAL_V1_SLOTS) expect(Math.abs(shifted[name] - plain[name]), name).toBeLessThan(0.05);
  });

  it('rotates the chroma for a transposition and keeps the intervals', () => {
    const here = measure(chords(10));
    const higher = measure(chords(10, 3));
    const pitches = namesOf('pitch');
    pitches.forEach((name, i) => {
      expect(higher[pitches[(i + 3) % 12]], name).toBeCloseTo(here[name], 1);
    });
    for (const name of namesOf('harmony').filter((slot) => slot !== 'partials')) {
      expect(Math.abs(higher[name] - here[name]), name).toBeLessThan(0.1);
    }
    expect(higher.chroma_c).not.toBeCloseTo(here.chroma_c, 1);
  });

  it('distinguishes major and minor chords', () => {
    const chord = (...semitones: number[]) =>
      signal(5, (time) => semitones.reduce((sum, n) => sum + Math.sin(2 * Math.PI * 440 * 2 ** (n / 12) * time), 0));
    expect(measure(chord(-9, -5, -2)).major).toBeGreaterThan(0.03);
    expect(measure(chord(-9, -6, -2)).major).toBeLessThan(-0.03);
  });

  it('measures the tuning', () => {
    const inTune = measure(signal(5, (time) => note(0, time)));
    expect(inTune.tuning_strength).toBeGreaterThan(0.8);
    expect(inTune.tuning_cosine).toBeCloseTo(inTune.tuning_strength, 1);
    const sharp = measure(signal(5, (time) => note(0.25, time)));
    expect(sharp.tuning_sine).toBeCloseTo(sharp.tuning_strength, 1);
  });

  it.each([100, 120, 150])('counts %d clicks per minute and finds their period', (bpm) => {
    const heard = measure(clicks(10, bpm));
    expect(heard.onset_rate).toBeCloseTo(Math.log2(0.25 + bpm / 60), 0);
    expect(heard.pulse).toBeGreaterThan(0.7);
    const lags = namesOf('rhythm').filter((name) => name.startsWith('repeat_'));
    const from = (name: string) => Number.parseInt(name.slice('repeat_'.length), 10) / 1000;
    const period = lags.findLast((name) => from(name) <= 60 / bpm)!;
    expect(heard[period]).toBeGreaterThan(0.7);
    const offbeat = lags.findLast((name) => from(name) <= 45 / bpm)!;
    expect(heard[offbeat]).toBeLessThan(0.3);
  });

  it('moves the centroid and the rolloff with the frequency', () => {
    const low = measure(signal(5, (time) => Math.sin(2 * Math.PI * 200 * time)));
    const high = measure(signal(5, (time) => Math.sin(2 * Math.PI * 3200 * time)));
    expect(high.rolloff_mean - low.rolloff_mean).toBeCloseTo(4, 0);
    expect(high.centroid_mean).toBeGreaterThan(low.centroid_mean + 2);
    expect(high.zero_crossings - low.zero_crossings).toBeCloseTo(4, 0);
  });

  it('measures noise as fuller and less tonal than a chord', () => {
    const hiss = measure(noise(5));
    const chord = measure(chords(5));
    expect(hiss.fullness_mean).toBeGreaterThan(chord.fullness_mean + 1);
    expect(hiss.contrast_400hz).toBeLessThan(chord.contrast_400hz);
  });

  it('finds the rate of a tremolo', () => {
    const grain = noise(12);
    const shake = (hz: number) =>
      signal(12, (time) => 0.6 + 0.4 * Math.sin(2 * Math.PI * hz * time)).map((value, i) => value * grain[i]);
    const names = namesOf('fluctuation').filter((name) => name.includes('_high_'));
    const strongest = (hz: number) => {
      const heard = measure(shake(hz));
      return names.reduce((best, name) => (heard[name] > heard[best] ? name : best));
    };
    expect(strongest(1.2)).toBe('fluctuation_high_0.8hz');
    expect(strongest(5)).toBe('fluctuation_high_3.7hz');
  });
});
