import type { TrackRecord } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { loudnessPatch, storedLoudness } from './stored-loudness.ts';

const LOUDNESS = { loudness_lufs: -9.5, loudness_range_lu: 4.2, true_peak_db: 0.3 };

describe('storedLoudness', () => {
  it('returns only the loudness of this signature and version', () => {
    const record = {
      title: 'a',
      analysis_version: { key: 7 },
      ...loudnessPatch({ analysis_version: { key: 7 }, analysis_signature: '1_2' }, LOUDNESS, '1_2'),
    };
    expect(record.analysis_version).toMatchObject({ key: 7 });
    expect(storedLoudness(record, '1_2')).toEqual(LOUDNESS);
    expect(storedLoudness(record, '1_3')).toBeUndefined();
    expect(storedLoudness({ ...record, analysis_version: { loudness: 0 } }, '1_2')).toBeUndefined();
    expect(storedLoudness({ ...record, true_peak_db: undefined }, '1_2')).toBeUndefined();
    expect(storedLoudness(undefined, '1_2')).toBeUndefined();
  });

  it('drops the versions of parts that were analysed under another signature', () => {
    const record: TrackRecord = { analysis_version: { key: 7 }, analysis_signature: '1_1' };
    expect(loudnessPatch(record, LOUDNESS, '1_2').analysis_version).not.toHaveProperty('key');
  });
});
