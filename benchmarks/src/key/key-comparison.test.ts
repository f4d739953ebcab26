import type { CamelotKey } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { keyLead, leadText } from './key-comparison.ts';
import type { AnsweredKey } from './key-figures.ts';

const answered = (keys: readonly (CamelotKey | undefined)[]): AnsweredKey[] =>
  keys.map((key, i) => ({
    track: { file: `${i}.wav`, key: '8A', package: `package ${i % 2}` },
    answer: key === undefined ? null : { key, seconds: 1 },
  }));

describe('keyLead', () => {
  it('compares the tracks that both systems read', () => {
    const { mean, interval } = keyLead(answered(['8A', '8A', '9A', undefined]), answered(['8B', '8A', '8A', '8A']));
    expect(mean).toBeCloseTo((0.7 + 0 - 0.5) / 3, 10);
    expect(interval[0]).toBeCloseTo(0, 10);
    expect(interval[1]).toBeCloseTo(0.1, 10);
  });
});

describe('leadText', () => {
  it('names the better system of the closest pair', () => {
    const far = { name: 'far', lead: { mean: 0.2, interval: [0.1, 0.3] as [number, number] } };
    const near = { name: 'near', lead: { mean: -0.01, interval: [-0.03, 0.02] as [number, number] } };
    expect(leadText('ours', [far])).toBe('ours is ahead of far by 20.0 points (10.0 to 30.0).');
    expect(leadText('ours', [far, near])).toBe('near is ahead of ours by 1.0 points (-2.0 to 3.0).');
  });
});
