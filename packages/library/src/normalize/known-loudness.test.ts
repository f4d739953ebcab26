import type { TrackRecord } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { knownLoudness, loudnessPatch } from './known-loudness.ts';

const LOUDNESS = { loudness_lufs: -9.5, loudness_range_lu: 4.2, true_peak_db: 0.3 };

describe('knownLoudness', () => {
  it('is what was measured of this state of the file in today’s way', () => {
    const record = {
      title: 'a',
      analysis_version: { key: 7 },
      ...loudnessPatch({ analysis_version: { key: 7 }, analysis_signature: '1_2' }, LOUDNESS, '1_2'),
    };
    expect(record.analysis_version).toMatchObject({ key: 7 });
    expect(knownLoudness(record, '1_2')).toEqual(LOUDNESS);
    expect(knownLoudness(record, '1_3')).toBeUndefined();
    expect(knownLoudness({ ...record, analysis_version: { loudness: 0 } }, '1_2')).toBeUndefined();
    expect(knownLoudness({ ...record, true_peak_db: undefined }, '1_2')).toBeUndefined();
    expect(knownLoudness(undefined, '1_2')).toBeUndefined();
  });

  it('takes away the standing of parts that were analysed of another state of the file', () => {
    const record: TrackRecord = { analysis_version: { key: 7 }, analysis_signature: '1_1' };
    expect(loudnessPatch(record, LOUDNESS, '1_2').analysis_version).not.toHaveProperty('key');
  });
});
