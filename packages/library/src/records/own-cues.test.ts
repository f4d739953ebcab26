import { isMeasured, type TrackRecord, valueDigest } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { endOwnPoints } from './own-cues.ts';

const LOOP = { name: 'A', type: 4, num: 0, start: 1, end: 9 };
const POINT = { name: 'D', type: 0, num: 3, start: 64 };
const wrote = (cues: TrackRecord['cues']) => ({ bpm: 'as before', cues: valueDigest(cues) });

describe('endOwnPoints', () => {
  it('gives points an end at their start, and the cues still count as measured', () => {
    const cues = [LOOP, POINT];
    const patch = endOwnPoints({ cues, analysis_wrote: wrote(cues) });
    expect(patch?.cues).toEqual([LOOP, { ...POINT, end: 64 }]);
    expect(patch?.analysis_wrote).toMatchObject({ bpm: 'as before' });
    expect(isMeasured({ ...patch } as TrackRecord, 'cues')).toBe(true);
    expect(endOwnPoints({ ...patch } as TrackRecord)).toBeUndefined();
  });

  it.each<[string, TrackRecord]>([
    ['of a person', { cues: [POINT] }],
    ['that a person changed', { cues: [{ ...POINT, start: 65 }], analysis_wrote: wrote([POINT]) }],
    ['that are whole', { cues: [LOOP], analysis_wrote: wrote([LOOP]) }],
    ['that are not there', { analysis_wrote: {} }],
  ])('leaves cues %s', (_whose, record) => {
    expect(endOwnPoints(record)).toBeUndefined();
  });
});
