import { valueDigest } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { isOtherTempo, keptBpm } from './tag-values.ts';

const measured = {
  bpm: 128,
  bpm_confidence: 0.9,
  analysis_signature: '1_1',
  analysis_wrote: { bpm: valueDigest(128) },
};

describe('keptBpm', () => {
  it('returns an edited BPM, nothing for a measured one, and the tag’s if the tag applies', () => {
    expect(keptBpm({ bpm: 99 }, '1_1')).toBe(99);
    for (const bpm of [999, 1, 0, -128]) expect(keptBpm({ bpm }, '1_1')).toBe('tag');
    expect(keptBpm(measured, '1_1')).toBeUndefined();
    expect(keptBpm(measured, '2_2')).toBe('tag');
    expect(keptBpm({ bpm: null }, '1_1')).toBe('tag');
    expect(keptBpm(undefined, '1_1')).toBe('tag');
  });
});

describe('isOtherTempo', () => {
  it('is true if the music certainly has another pulse', () => {
    const certain = { bpm: 126, bpm_confidence: 0.9 };
    expect(isOtherTempo(140, certain)).toBe(true);
    for (const tag of [126, 125, 63, 252, undefined]) expect(isOtherTempo(tag, certain)).toBe(false);
    expect(isOtherTempo(140, { bpm: 126, bpm_confidence: 0.3 })).toBe(false);
    expect(isOtherTempo(140, { bpm: null, bpm_confidence: 0 })).toBe(false);
  });
});
