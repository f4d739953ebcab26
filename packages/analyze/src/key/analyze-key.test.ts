import { camelotOf, OptionError } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { ANALYSIS_RATE } from '../features/analysis-rate.ts';
import { drumLoop, noise, sampled } from '../features/drum-signals.ts';
import { createFeaturePipeline } from '../features/feature-pipeline.ts';
import { analyzeKey } from './analyze-key.ts';
import { createKeyExtractor, type KeyFeatures } from './key-extractor.ts';
import { KEY_PROFILE_NAMES, type KeyProfileName } from './key-profiles.ts';

async function keyFeatures(samples: Float32Array, blockLength = 4096): Promise<KeyFeatures> {
  const pipeline = await createFeaturePipeline();
  const keys = createKeyExtractor();
  const extractor = pipeline.start([keys.onLongFrame]);
  for (let at = 0; at < samples.length; at += blockLength) extractor.push(samples.subarray(at, at + blockLength));
  extractor.finish();
  pipeline.close();
  return keys.finish();
}

const keyOf = async (samples: Float32Array) => analyzeKey(await keyFeatures(samples));

/** Cache of rendered notes, since the keys share most of them. */
const notes = new Map<string, Float32Array>();

/** Renders a plucked note with eight harmonics. */
function note(hertz: number, seconds: number): Float32Array {
  const name = `${hertz} Hz, ${seconds} s`;
  const known = notes.get(name);
  if (known) return known;
  const samples = Float32Array.from({ length: Math.ceil(seconds * ANALYSIS_RATE) }, (_, n) => {
    const t = n / ANALYSIS_RATE;
    let sample = 0;
    for (let h = 1; h <= 8; h++) sample += Math.sin(2 * Math.PI * h * hertz * t) / h ** 1.5;
    return 0.08 * sample * Math.exp(-1.5 * t) * Math.min(1, t * 200);
  });
  notes.set(name, samples);
  return samples;
}

/** Renders chords of MIDI notes one after another, each for `seconds`. */
function play(chords: readonly (readonly number[])[], { seconds = 1, cents = 0 } = {}): Float32Array<ArrayBuffer> {
  const out = new Float32Array(Math.round(chords.length * seconds * ANALYSIS_RATE));
  chords.forEach((chord, i) => {
    const start = Math.round(i * seconds * ANALYSIS_RATE);
    for (const midi of chord) {
      const samples = note(440 * 2 ** ((midi - 69 + cents / 100) / 12), seconds);
      for (let n = 0; n < samples.length && start + n < out.length; n++) out[start + n] += samples[n];
    }
  });
  return out;
}

/** Returns a cadence with a bass, twice: tonic, subdominant, dominant, tonic. */
function cadence(tonic: number, minor: boolean): number[][] {
  const third = minor ? 3 : 4;
  const chords = [
    [0, third, 7],
    [5, minor ? 8 : 9, 12],
    [7, 11, 14],
    [0, third, 7],
  ];
  const base = 57 + ((tonic + 3) % 12);
  return [...chords, ...chords].map((chord) => [base + chord[0] - 24, ...chord.map((step) => base + step)]);
}

function scale(tonic: number, minor: boolean): number[][] {
  const steps = minor ? [0, 2, 3, 5, 7, 8, 11, 12, 7, 3, 0] : [0, 2, 4, 5, 7, 9, 11, 12, 7, 4, 0];
  return steps.map((step) => [60 + tonic + step]);
}

function mix(...parts: Float32Array[]): Float32Array<ArrayBuffer> {
  const out = new Float32Array(Math.max(...parts.map(({ length }) => length)));
  for (const part of parts) for (let n = 0; n < part.length; n++) out[n] += part[n];
  return out;
}

const drums = drumLoop({ bpm: 126, seconds: 16, gain: 0.5 });
const allKeys = Array.from({ length: 24 }, (_, i) => ({ tonic: i % 12, minor: i >= 12 }));

describe.each(allKeys)('tonic $tonic, minor $minor', ({ tonic, minor }) => {
  const key = camelotOf(tonic, minor);

  it('a cadence', async () => {
    const found = await keyOf(play(cadence(tonic, minor)));
    expect(found.key).toBe(key);
    expect(found.key_candidates[0]).toEqual({ key, confidence: found.key_confidence });
    expect(found.key_confidence).toBeGreaterThan(0.7);
  });

  it('a scale', async () => {
    expect((await keyOf(play(scale(tonic, minor), { seconds: 0.5 }))).key).toBe(key);
  });

  it('a cadence under drums', async () => {
    const chords = play(cadence(tonic, minor), { seconds: 2 });
    expect((await keyOf(mix(drums, chords))).key).toBe(key);
  });
});

it.each([-45, -30, -15, 0, 12, 25, 45])('analyses music %i cents off in its own tuning', async (cents) => {
  for (const { tonic, minor } of [
    { tonic: 9, minor: true },
    { tonic: 3, minor: false },
    { tonic: 6, minor: true },
  ]) {
    const { key, tuning_cents } = await keyOf(play(cadence(tonic, minor), { cents }));
    expect(key).toBe(camelotOf(tonic, minor));
    expect(Math.abs((tuning_cents ?? 99) - cents)).toBeLessThan(5);
  }
});

it('finds the key of the longer part if the key changes near the end', async () => {
  const before = [...cadence(7, false), ...cadence(7, false), ...cadence(7, false)];
  expect((await keyOf(play([...before, ...cadence(8, false)]))).key).toBe(camelotOf(7, false));
});

it('returns candidates with probabilities, best first', async () => {
  const { key_candidates } = await keyOf(play(cadence(2, true)));
  const confidences = key_candidates.map(({ confidence }) => confidence);
  expect(key_candidates.length).toBeGreaterThan(1);
  expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
  expect(confidences.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(1.003);
});

it('has less confidence if two keys fit equally well', async () => {
  // A minor and F major in turn: no cadence and no leading note
  const loop = Array.from({ length: 6 }, () => [
    [57, 60, 64],
    [53, 57, 60],
  ]).flat();
  const ambiguous = await keyOf(play(loop));
  const clear = await keyOf(play(cadence(9, true)));
  expect(ambiguous.key_confidence).toBeLessThan(clear.key_confidence);
});

const random = noise(7);
const nothing: [string, Float32Array][] = [
  ['nothing', new Float32Array(0)],
  ['silence', new Float32Array(10 * ANALYSIS_RATE)],
  ['a constant', new Float32Array(10 * ANALYSIS_RATE).fill(0.5)],
  ['white noise', sampled(20, () => 0.5 * random())],
  ['quiet noise', sampled(20, () => 1e-5 * random())],
  ['one click', sampled(10, (t) => (t === 3 ? 0.9 : 0))],
  ['one tone', sampled(10, (t) => 0.5 * Math.sin(2 * Math.PI * 440 * t))],
  [
    'the hum of the mains',
    sampled(20, (t) => 0.1 * Math.sin(2 * Math.PI * 50 * t) + 0.05 * Math.sin(300 * Math.PI * t)),
  ],
  ['a sweep', sampled(20, (t) => 0.5 * Math.sin(2 * Math.PI * (100 * t + 20 * t * t)))],
  ['0.3 s of a chord', play([[57, 60, 64]], { seconds: 0.3 })],
  ['drums at 90', drumLoop({ bpm: 90, seconds: 30 })],
  ['drums at 128', drumLoop({ bpm: 128, seconds: 30 })],
  ['drums at 174', drumLoop({ bpm: 174, seconds: 30 })],
  ['slow drums', drumLoop({ bpm: 60, seconds: 30, kick: [0, 8] })],
  ['drums that limp', drumLoop({ bpm: 128, seconds: 30, kick: [0, 3, 6, 10] })],
];

it.each(nothing)('finds no key in %s', async (_, samples) => {
  expect(await keyOf(samples)).toEqual({
    key: null,
    key_name: null,
    key_confidence: 0,
    key_candidates: [],
    tuning_cents: null,
  });
});

it('does not depend on the level', async () => {
  const loud = play(cadence(4, true));
  const quiet = await keyOf(loud.map((sample) => sample / 30));
  expect(quiet.key).toBe((await keyOf(loud)).key);
});

it('gives the same result for any block size', async () => {
  const samples = play(cadence(5, false));
  const whole = await keyFeatures(samples, samples.length);
  for (const blockLength of [777, 2048, 40_000]) expect(await keyFeatures(samples, blockLength)).toEqual(whole);
});

it('returns the chroma of the notes in each frame', async () => {
  const { chroma } = await keyFeatures(play([[60], [64], [67]], { seconds: 1 }));
  const strongestAt = (seconds: number) => {
    const frame = Math.round((seconds * ANALYSIS_RATE) / 2048);
    const values = [...chroma.values.subarray(12 * frame, 12 * frame + 12)];
    return values.indexOf(Math.max(...values));
  };
  expect([0.5, 1.5, 2.5].map(strongestAt)).toEqual([0, 4, 7]);
});

it.each(KEY_PROFILE_NAMES)('finds the key of a cadence with the profile %s', async (profile) => {
  const features = await keyFeatures(play(cadence(0, false)));
  expect(analyzeKey(features, { profile }).key).toBe('8B');
});

it('refuses an unknown profile and lists the known ones', async () => {
  const features = await keyFeatures(new Float32Array(0));
  expect(() => analyzeKey(features, { profile: 'mine' as KeyProfileName })).toThrow(OptionError);
  expect(() => analyzeKey(features, { profile: 'mine' as KeyProfileName })).toThrow(/albrecht/);
});
