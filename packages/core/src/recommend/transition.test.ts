import { between, seededRandom } from '@rbassist/testing/random';
import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import { mixTrack } from './mix-track.ts';
import { PRESET_NAMES, PRESETS, WEIGHT_PRESETS } from './presets.ts';
import { recommendSettings } from './recommend-options.ts';
import { SCORE_PARTS, type ScoreWeights, type TrackPair } from './score-parts.ts';
import { hasWeight, NO_WEIGHTS, scoreWeights } from './score-weights.ts';
import { rateTransition, transitionCost } from './transition.ts';

const pairOf = (from: TrackRecord, to: TrackRecord, distance?: number): TrackPair => ({
  from: mixTrack('/a.mp3', from),
  to: mixTrack('/b.mp3', to),
  ...(distance !== undefined && { distance }),
  features: { from: from.features, to: to.features },
});
const A: TrackRecord = { bpm: 128, key: '8A', energy: 0.5, loudness_lufs: -9, mytags: ['dark'] };
const B: TrackRecord = { bpm: 126, key: '9A', energy: 0.6, loudness_lufs: -10, mytags: ['dark', 'peak'] };

describe('transitionCost', () => {
  it('is 1 minus the score of rateTransition, for any weights', () => {
    const random = seededRandom(4);
    for (let round = 0; round < 50; round++) {
      const weights = Object.fromEntries(
        SCORE_PARTS.map((name) => [name, random() < 0.4 ? 0 : between(random, 0, 3)]),
      ) as ScoreWeights;
      const pair = pairOf(A, B, 2 * random());
      expect(rateTransition(pair, weights).score).toBeCloseTo(1 - transitionCost(pair, weights), 12);
    }
  });

  it('is between 0 and 1, and does not depend on the scale of the weights', () => {
    for (const name of PRESET_NAMES) {
      const weights = WEIGHT_PRESETS[name];
      const tenfold = Object.fromEntries(SCORE_PARTS.map((part) => [part, 10 * weights[part]])) as ScoreWeights;
      const cost = transitionCost(pairOf(A, B, 0.4), weights);
      expect(cost).toBeGreaterThan(0);
      expect(cost).toBeLessThan(1);
      expect(transitionCost(pairOf(A, B, 0.4), tenfold)).toBeCloseTo(cost, 12);
    }
  });

  it('rises with the distance if no part has a weight', () => {
    expect([0, 0.5, 2].map((distance) => transitionCost(pairOf(A, B, distance), NO_WEIGHTS))).toEqual([0, 0.25, 1]);
    expect(transitionCost(pairOf(A, B), NO_WEIGHTS)).toBe(0.5);
  });

  it('never falls with a larger change of tempo', () => {
    let before = 0;
    for (let bpm = 128; bpm < 170; bpm += 0.5) {
      const cost = transitionCost(pairOf(A, { ...A, bpm }, 0), WEIGHT_PRESETS.tight);
      expect(cost).toBeGreaterThanOrEqual(before);
      before = cost;
    }
  });
});

describe('rateTransition', () => {
  it('names the tracks, the relations, the fader change and all parts', () => {
    const transition = rateTransition(pairOf(A, { ...B, bpm: 64 }, 0.2), WEIGHT_PRESETS.balanced);
    expect(transition).toMatchObject({
      from: '/a.mp3',
      to: '/b.mp3',
      keyRelation: 'neighbor',
      tempoRelation: 'half',
      pitchPct: 0,
    });
    expect(transition.parts.map(({ name }) => name)).toEqual([...SCORE_PARTS]);
  });

  it('states the fader change of the second track', () => {
    expect(rateTransition(pairOf({ bpm: 132 }, { bpm: 128 }), NO_WEIGHTS).pitchPct).toBeCloseTo(3.125);
    expect(rateTransition(pairOf({ bpm: 128 }, {}), NO_WEIGHTS)).not.toHaveProperty('pitchPct');
  });
});

describe('scoreWeights', () => {
  it('fills in weights that are not given', () => {
    expect(scoreWeights({ key: 2 })).toEqual({ ...NO_WEIGHTS, key: 2 });
    expect(scoreWeights({ key: 2, ann: undefined }, WEIGHT_PRESETS.tight)).toEqual({ ...WEIGHT_PRESETS.tight, key: 2 });
    expect(hasWeight(NO_WEIGHTS)).toBe(false);
    expect(hasWeight(scoreWeights({ tags: 0.1 }))).toBe(true);
  });

  it.each([{ key: -1 }, { key: Number.NaN }, { key: Number.POSITIVE_INFINITY }, { bassline: 1 }, { ann: '1' }, null])(
    'refuses %o',
    (weights) => expect(() => scoreWeights(weights as Partial<ScoreWeights>)).toThrow(OptionError),
  );
});

it.each(PRESET_NAMES)('the preset %s is a valid set of options', (name) => {
  expect(() => recommendSettings(PRESETS[name])).not.toThrow();
  expect(Object.values(WEIGHT_PRESETS[name]).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1);
});
