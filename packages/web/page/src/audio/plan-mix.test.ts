import { expect, it } from 'vitest';
import type { TempoSegment } from '../tracks/grid-lines.ts';
import { beatClock } from './beat-clock.ts';
import { equalPower, inPositionS, type MixSide, planMix, rateBetween } from './plan-mix.ts';

const side = (bpm: number | null, pointS: number, durationS = 400, tempos: readonly TempoSegment[] = []): MixSide => ({
  ...{ bpm, pointS, durationS, tempos },
});
const part = (inizio_sec: number, bpm: number, metro = '4/4'): TempoSegment => ({ inizio_sec, bpm, metro, battito: 1 });
const rateOf = (outBpm: number | null, inBpm: number | null) => planMix(side(outBpm, 200), side(inBpm, 30), 16).rate;

it('plays eight bars, then mixes where both points meet, with the tempo of the first', () => {
  const plan = planMix(side(120, 200), side(125, 30), 16);
  expect(plan).toMatchObject({ outFromS: 184, inFromS: 30, inAtS: 16, swapAtS: 32, outEndsAtS: 48, endsAtS: 64 });
  expect(plan.rate).toBeCloseTo(0.96);
  expect(plan.semitones).toBeCloseTo(-0.71, 1);
});

it('keeps the beats of both together all the time', () => {
  const plan = planMix(side(128, 200), side(124, 30), 16);
  for (const bars of [1, 5, 12]) {
    const at = plan.inAtS + (bars * 4 * 60) / 128;
    const outBeats = ((plan.outFromS + at - 200) * 128) / 60;
    const inBeats = ((inPositionS(plan.anchors(0), at) - 30) * 124) / 60;
    expect(inBeats).toBeCloseTo(outBeats, 6);
  }
});

it('follows a grid whose tempo changes, in either track', () => {
  const drifting = [part(0.2, 120), part(0.2 + 400 * 0.5, 123), part(0.2 + 400 * 0.5 + (16 * 60) / 123, 121)];
  const steady = [part(0.31, 124)];
  const outPointS = 0.2 + 396 * 0.5;
  const inPointS = 0.31 + (64 * 60) / 124;
  const [outClock, inClock] = [beatClock(drifting, outPointS, 120), beatClock(steady, inPointS, 124)];
  const plan = planMix(side(120, outPointS, 400, drifting), side(124, inPointS, 400, steady), 16);
  for (const beat of [0, 3, 4, 20, 21, 50]) {
    const atS = outClock.timeOf(beat) - plan.outFromS;
    expect(inPositionS(plan.anchors(0), atS), `beat ${beat}`).toBeCloseTo(inClock.timeOf(beat), 6);
  }
  const reversed = planMix(side(124, inPointS, 400, steady), side(120, outPointS, 400, drifting), 16);
  expect(inPositionS(reversed.anchors(0), inClock.timeOf(30) - reversed.outFromS)).toBeCloseTo(outClock.timeOf(30), 6);
  const [first, second] = reversed.anchors(0);
  expect(rateBetween(first!, second!)).toBeCloseTo(reversed.rate, 6);
});

it('moves the second track by whole beats of the mix', () => {
  const plan = planMix(side(120, 200), side(60, 30), 16);
  expect(plan.rate).toBe(1);
  expect(inPositionS(plan.anchors(1), 20) - inPositionS(plan.anchors(0), 20)).toBeCloseTo(0.5);
});

it('takes half or double of a tempo when that is nearer', () => {
  expect(rateOf(87, 174)).toBeCloseTo(1);
  expect(rateOf(138, 70)).toBeCloseTo(138 / 140);
  expect(rateOf(null, 120)).toBe(1);
  expect(rateOf(120, null)).toBe(1);
});

it('counts the bars of the first track', () => {
  const waltz = [part(0, 180, '3/4')];
  const plan = planMix(side(180, 100, 400, waltz), side(180, 20, 400, waltz), 8);
  expect(plan.inAtS).toBeCloseTo(8);
  expect(plan.outEndsAtS - plan.inAtS).toBeCloseTo(8);
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
