import { between, pick, type Random, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import type { TrackFeatures, TrackRecord } from '../tracks/track-record.ts';
import { keyIndex, keyValue } from './key-value.ts';
import { type MixTrack, mixTrack } from './mix-track.ts';
import { NEUTRAL_VALUES, SCORE_PARTS, type ScorePartName, scorePart, type TrackPair } from './score-parts.ts';
import { tempoValue } from './tempo-value.ts';

const track = (record: TrackRecord): MixTrack => mixTrack('/t.mp3', record);
const part = (name: ScorePartName, from: TrackRecord, to: TrackRecord, distance?: number) =>
  scorePart(name, {
    from: track(from),
    to: track(to),
    distance,
    features: { from: from.features, to: to.features },
  });
const contour = (values: number[]) => ({ contour: values, reliability: 1 });
const walk = (random: Random, low: number, high: number) => {
  let value = between(random, low, high);
  return Array.from({ length: 256 }, () => {
    value = Math.min(high, Math.max(low, value + (random() - 0.5) * (high - low) * 0.2));
    return value;
  });
};

const ODD: readonly unknown[] = [
  null,
  undefined,
  'text',
  '',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  {},
  [],
  [null],
  true,
];

/** Returns a record with any values, some of odd types. */
function anyRecord(random: Random): TrackRecord {
  const any = <Value>(value: Value): Value => (random() < 0.25 ? (pick(random, ODD) as Value) : value);
  const bpm = between(random, 60, 190);
  const key = `${1 + Math.floor(random() * 12)}${pick(random, ['A', 'B'])}`;
  return {
    bpm: any(bpm),
    bpm_confidence: any(random()),
    bpm_candidates: any([
      { bpm, confidence: 0.7 },
      { bpm: bpm / 2, confidence: 0.3 },
    ]),
    key: any(key),
    key_confidence: any(random()),
    key_candidates: any([
      { key: '1A', confidence: any(random()) },
      { key: '7B', confidence: random() },
    ]),
    loudness_lufs: any(between(random, -30, -5)),
    energy: any(random()),
    mytags: any(['a', 'b', 'c'].filter(() => random() < 0.5)),
    features: any({
      samples: any(random()),
      bass_contour: any(contour(any(walk(random, 40, 200)))),
      rhythm_contour: any(contour([any(0.5), 0.1, 0.7])),
    }),
  };
}

function anyPair(random: Random): TrackPair {
  const [from, to] = [anyRecord(random), anyRecord(random)];
  const distance = random() < 0.5 ? between(random, 0, 2) : undefined;
  return { from: track(from), to: track(to), distance, features: { from: from.features, to: to.features } };
}

describe('scorePart', () => {
  it('is between 0 and 1 for any records', () => {
    const random = seededRandom(1);
    for (let round = 0; round < 100; round++) {
      const pair = anyPair(random);
      for (const name of SCORE_PARTS) {
        const { value, confidence } = scorePart(name, pair);
        expect(value, name).toBeGreaterThanOrEqual(0);
        expect(value, name).toBeLessThanOrEqual(1);
        expect(confidence, name).toBeGreaterThanOrEqual(0);
        expect(confidence, name).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  });

  it.each(SCORE_PARTS)('%s is neutral without data', (name) => {
    expect(part(name, {}, {})).toEqual({ name, value: NEUTRAL_VALUES[name], confidence: 0 });
  });

  it.each(SCORE_PARTS)('%s does not depend on the order of the tracks, but for key and samples', (name) => {
    if (name === 'key' || name === 'samples') return;
    const random = seededRandom(2);
    for (let round = 0; round < 20; round++) {
      const { from, to, distance, features } = anyPair(random);
      const back = { from: to, to: from, distance, features: { from: features?.to, to: features?.from } };
      expect(scorePart(name, { from, to, distance, features }).value).toBeCloseTo(scorePart(name, back).value, 9);
    }
  });

  it('rates vectors by their cosine', () => {
    expect(part('ann', {}, {}, 0).value).toBe(1);
    expect(part('ann', {}, {}, 0.3).value).toBeCloseTo(0.7);
    expect(part('ann', {}, {}, 1.4)).toEqual({ name: 'ann', value: 0, confidence: 1 });
  });

  it('rates a tempo by its distance in percent, down to half at 6 %', () => {
    const value = (bpm: number) => part('tempo', { bpm: 120 }, { bpm }).value;
    expect(value(120)).toBe(1);
    expect(value(120 * Math.exp(0.06))).toBeCloseTo(0.5);
    expect(value(120 * Math.exp(-0.06))).toBeCloseTo(0.5);
    for (let pct = 1; pct < 35; pct++) expect(tempoValue(pct)).toBeLessThanOrEqual(tempoValue(pct - 1));
  });

  it('rates half and double time a little lower', () => {
    const value = (a: number, b: number) => part('tempo', { bpm: a }, { bpm: b }).value;
    expect(value(87, 174)).toBeCloseTo(0.9);
    expect(value(174, 87)).toBeCloseTo(0.9);
    expect(value(87, 178)).toBeCloseTo(value(178, 87), 9);
    expect(value(100, 103)).toBeGreaterThan(value(100, 206));
  });

  it('rates keys by the circle of fifths and the Camelot moves', () => {
    const value = (a: string, b: string) => part('key', { key: a }, { key: b }).value;
    expect(['8A', '9A', '7A', '8B', '10A', '11B', '3A', '6A', '9B', '2A'].map((key) => value('8A', key))).toEqual([
      1, 0.9, 0.9, 0.9, 0.7, 0.7, 0.5, 0.45, 0.45, 0,
    ]);
    expect(value('8B', '5A')).toBe(0.7);
    expect(keyIndex('H')).toBeUndefined();
    expect(keyValue(0, 1)).toBe(keyValue(1, 0));
  });

  it('counts each likely key and tempo by its probability', () => {
    const sure = (key: string) => ({ key });
    const unsure = {
      key: '2A',
      key_confidence: 0.6,
      key_candidates: [
        { key: '2A', confidence: 0.6 },
        { key: '8A', confidence: 0.4 },
      ],
    };
    expect(part('key', sure('8A'), unsure)).toEqual({ name: 'key', value: 0.4, confidence: 1 });
    const partly = part('key', sure('8A'), { key: '8A', key_confidence: 0.25, key_candidates: [] });
    expect(partly).toEqual({ name: 'key', value: 0.25 + 0.75 * NEUTRAL_VALUES.key, confidence: 0.25 });
    const octave = { bpm: 90, bpm_confidence: 0.5, bpm_candidates: [{ bpm: 120, confidence: 0.5 }] };
    const tempo = part('tempo', { bpm: 120 }, octave).value;
    expect(tempo).toBeGreaterThan(0.5);
    expect(tempo).toBeLessThan(0.55);
  });

  it('moves toward the fact with more confidence', () => {
    const distance = (confidence: number, key: string) => {
      const { value } = part('key', { key: '8A' }, { key, key_confidence: confidence, key_candidates: [] });
      return Math.abs(value - keyValue(7, keyIndex(key) as number));
    };
    for (const key of ['8A', '9A', '2A']) {
      for (let step = 1; step <= 10; step++) {
        expect(distance(step / 10, key)).toBeLessThan(distance((step - 1) / 10, key));
      }
    }
  });

  it('spreads contours over 0..1', () => {
    const random = seededRandom(3);
    const line = walk(random, 40, 200);
    const near = line.map((hz) => hz * 1.02);
    const bass = (a: number[], b: number[]) =>
      part('bass', { features: { bass_contour: contour(a) } }, { features: { bass_contour: contour(b) } }).value;
    expect(bass(line, line)).toBe(1);
    expect(bass(line, near)).toBeGreaterThan(0.9);
    expect(
      bass(
        line,
        walk(random, 40, 200).map((hz) => hz / 2),
      ),
    ).toBeLessThan(0.2);
  });

  it('rates differences in energy and loudness by their size', () => {
    const energy = (to: number) => part('energy', { energy: 0.5 }, { energy: to }).value;
    expect([energy(0.5), energy(0.65), energy(0.35)].map((value) => Number(value.toFixed(6)))).toEqual([1, 0.5, 0.5]);
    const loudness = (to: number) => part('loudness', { loudness_lufs: -10 }, { loudness_lufs: to }).value;
    expect([-10, -14, -6].map(loudness)).toEqual([1, 0.5, 0.5]);
    for (let lu = 1; lu < 20; lu++) expect(loudness(-10 - lu)).toBeLessThan(loudness(-9 - lu));
  });

  it('counts an energy that is only estimated from the loudness by its confidence', () => {
    const { value, confidence } = part('energy', { energy: 0.5 }, { loudness_lufs: -15 });
    expect(confidence).toBeCloseTo(0.4);
    expect(value).toBeCloseTo(0.4 + 0.6 * NEUTRAL_VALUES.energy);
  });

  it('divides shared tags by all tags', () => {
    expect(part('tags', { mytags: ['a', 'b'] }, { mytags: ['b', 'c'] }).value).toBeCloseTo(1 / 3);
    expect(part('tags', { mytags: ['a'] }, { mytags: ['b'] })).toMatchObject({ value: 0, confidence: 1 });
  });

  it.each(ODD)('counts features of %o as unknown', (odd) => {
    const features = { samples: odd, bass_contour: odd, rhythm_contour: { contour: odd } } as unknown as TrackFeatures;
    const good = { samples: 0.5, bass_contour: contour([50]), rhythm_contour: contour([1]) };
    for (const name of ['bass', 'rhythm'] as const) {
      expect(part(name, { features: good }, { features })).toEqual({
        name,
        value: NEUTRAL_VALUES[name],
        confidence: 0,
      });
    }
    const { value } = part('samples', { features: good }, { features });
    expect([NEUTRAL_VALUES.samples, 0]).toContain(value);
  });
});
