import { describe, expect, it } from 'vitest';
import type { TrackRecord } from './track-record.ts';
import { importedFrom, isMeasured, mayReplace, userEdited, valueDigest } from './value-ownership.ts';

const measured = {
  bpm: 128,
  bpm_confidence: 0.9,
  analysis_signature: '1_1',
  analysis_wrote: { bpm: valueDigest(128) },
};
const cues = [{ name: 'A', type: 0, num: 0, start: 1 }];

describe('a value', () => {
  it('is measured while the analysis value is unchanged', () => {
    expect(isMeasured(measured, 'bpm')).toBe(true);
    expect(isMeasured({ ...measured, bpm: 128.01 }, 'bpm')).toBe(false);
    expect(isMeasured({ ...measured, bpm_confidence: undefined }, 'bpm')).toBe(false);
    expect(isMeasured({ bpm: 128, bpm_confidence: 0.9 }, 'bpm')).toBe(false);
  });

  it('is of an import while nobody changed it', () => {
    const record = { bpm: 128, import_wrote: { bpm: `rekordbox:${valueDigest(128)}` } };
    expect(importedFrom(record, 'bpm')).toBe('rekordbox');
    expect(importedFrom({ ...record, bpm: 127 }, 'bpm')).toBeUndefined();
    expect(importedFrom(record, 'key')).toBeUndefined();
    expect(importedFrom({ bpm: 128 }, 'bpm')).toBeUndefined();
  });

  it('may be replaced if it is missing', () => {
    expect(mayReplace({}, 'cues')).toBe(true);
    expect(mayReplace({ cues: [] }, 'cues')).toBe(true);
    expect(mayReplace({ bpm: null }, 'bpm')).toBe(true);
    // someone removed the value of the analysis
    expect(mayReplace({ cues: [], analysis_wrote: { cues: valueDigest([{ name: 'A' }]) } }, 'cues')).toBe(false);
  });
});

describe('userEdited', () => {
  it('lists edited cues and grid, tags, rating and merge conflicts', () => {
    const record: TrackRecord = {
      cues,
      rating: 3,
      tags: ['warm-up'],
      mytags: [],
      merge_conflicts: { bpm: [] },
      bpm: 99,
    };
    expect(userEdited(record).toSorted()).toEqual(['cues', 'merge_conflicts', 'rating', 'tags']);
  });

  it('does not list measured or empty values', () => {
    const record: TrackRecord = {
      cues,
      analysis_wrote: { cues: valueDigest(cues) },
      rating: 0,
      tags: [],
      merge_conflicts: {},
      tempos: [],
    };
    expect(userEdited(record)).toEqual([]);
  });
});
