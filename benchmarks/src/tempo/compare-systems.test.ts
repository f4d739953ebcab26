import { describe, expect, it } from 'vitest';
import { estimateDifference, estimateSystem } from './compare-systems.ts';
import type { Answered } from './tempo-figures.ts';

const answers = (bpms: readonly (number | null)[]): Answered[] =>
  bpms.map((bpm, i) => ({
    track: { file: String(i), bpm: 120, package: `package ${i % 4}` },
    answer: bpm === null ? { error: 'cannot be read' } : { bpm, seconds: 1, cpuSeconds: 1 },
  }));
const one = { name: 'one', answered: answers([120, 120, 120, 120.03, 60, 120, 120, 80]) };
const other = { name: 'other', answered: answers([60, 120, null, 120.03, 60, 120, 118, 80]) };

describe('systems on the same tracks', () => {
  it('have shares of all tracks, with intervals around them', () => {
    const { accuracy1, accuracy2, exact } = estimateSystem(one);
    expect([accuracy1.mean, accuracy2.mean, exact.mean]).toEqual([0.75, 0.875, 0.75]);
    expect(accuracy1.interval[0]).toBeLessThan(0.75);
    expect(accuracy1.interval[1]).toBeGreaterThan(0.75);
  });

  it('differ by what one gets right more often; an unreadable file counts as wrong', () => {
    const { name, accuracy1, exact } = estimateDifference(one, other);
    expect(name).toBe('one − other');
    expect(accuracy1.mean).toBeCloseTo(2 / 8, 10);
    expect(exact.mean).toBeCloseTo(3 / 8, 10);
    expect(estimateDifference(one, one).accuracy1).toEqual({ mean: 0, interval: [0, 0] });
  });

  it('leave out tracks without a tempo', () => {
    const beatless: Answered = { track: { file: 'hum', bpm: null }, answer: { bpm: 90, seconds: 1, cpuSeconds: 1 } };
    expect(estimateSystem({ name: 'one', answered: [...one.answered, beatless] }).accuracy1.mean).toBe(0.75);
  });
});
