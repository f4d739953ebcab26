import { expect, it } from 'vitest';
import { equalPower, inPositionS, type MixSide, matchedRate, planMix } from './plan-mix.ts';

const side = (bpm: number | null, pointS: number, durationS = 400): MixSide => ({ bpm, pointS, durationS });

it('plays eight bars, then mixes where both points meet, with the tempo of the first', () => {
  const plan = planMix(side(120, 200), side(125, 30), 16);
  expect(plan).toMatchObject({ outFromS: 184, inFromS: 30, inAtS: 16, swapAtS: 32, outEndsAtS: 48, endsAtS: 64 });
  expect(plan.rate).toBeCloseTo(0.96);
  expect(plan.semitones).toBeCloseTo(-0.71, 1);
});

it('keeps the beats of both together all the time', () => {
  const plan = planMix(side(128, 200), side(124, 30), 16);
  for (const bars of [1, 5, 12]) {
    const at = plan.inAtS + bars * 4 * plan.beatS;
    const outBeats = ((plan.outFromS + at - 200) * 128) / 60;
    const inBeats = ((inPositionS(plan, at, 0) - 30) * 124) / 60;
    expect(inBeats).toBeCloseTo(outBeats, 6);
  }
});

it('moves the second track by whole beats of the mix', () => {
  const plan = planMix(side(120, 200), side(60, 30), 16);
  expect(plan.rate).toBe(1);
  expect(inPositionS(plan, 20, plan.beatS) - inPositionS(plan, 20, 0)).toBeCloseTo(0.5);
});

it('takes half or double of a tempo when that is nearer', () => {
  expect(matchedRate(174, 87)).toBe(1);
  expect(matchedRate(70, 138)).toBeCloseTo(138 / 140);
  expect(matchedRate(null, 120)).toBe(1);
});

it('starts later in a track that has less before its point, on a bar', () => {
  expect(planMix(side(120, 5), side(120, 0), 8)).toMatchObject({ outFromS: 1, inAtS: 4 });
});

it('mixes no longer than both have room', () => {
  const plan = planMix(side(120, 200, 209), side(120, 0), 16);
  expect(plan.outEndsAtS - plan.inAtS).toBe(8);
  expect(plan.outFromS + plan.outEndsAtS).toBeLessThanOrEqual(209);
});

it('fades with equal power', () => {
  const fade = equalPower(9);
  for (const [i, gain] of fade.out.entries()) expect(gain ** 2 + fade.in[i]! ** 2).toBeCloseTo(1, 5);
  expect([fade.out[0], fade.in[8]]).toEqual([1, 1]);
});
