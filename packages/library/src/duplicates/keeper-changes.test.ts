import { type Cue, type TrackRecord, valueDigest } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { changesPatch, keeperChanges, undoPatch } from './keeper-changes.ts';

const cue: Cue = { name: 'A', type: 0, num: 0, start: 1 };
const measured: TrackRecord = {
  cues: [{ ...cue, name: 'B' }],
  analysis_wrote: { cues: valueDigest([{ ...cue, name: 'B' }]) },
};

describe('keeperChanges', () => {
  it('never changes a user’s values on the keeper', () => {
    const keeper: TrackRecord = { cues: [cue], mytags: ['a'], rating: 1, comments: 'x' };
    const copy: TrackRecord = { cues: [{ ...cue, start: 9 }], mytags: ['b'], rating: 5, comments: 'y' };
    expect(keeperChanges(keeper, copy, 'exact')).toEqual({});
  });

  it('fills in values that the keeper lacks, and positions only between files of the same sound', () => {
    const copy: TrackRecord = { cues: [cue], rating: 5, tags: [] };
    expect(keeperChanges({}, copy, 'audio')).toEqual({ rating: [null, 5], cues: [null, [cue]] });
    expect(keeperChanges({}, copy, 'acoustic')).toEqual({ rating: [null, 5] });
    expect(keeperChanges({}, copy, 'metadata')).toEqual({ rating: [null, 5] });
  });

  it('prefers a user’s value to a measured one, and never the reverse', () => {
    expect(keeperChanges(measured, { cues: [cue] }, 'exact')).toEqual({ cues: [measured.cues, [cue]] });
    expect(keeperChanges({}, measured, 'exact')).toEqual({});
  });

  it('is undone, except for values that changed since', () => {
    const changes = keeperChanges(measured, { cues: [cue], rating: 4 }, 'exact');
    const keeper = { ...measured, ...changesPatch(changes) };
    expect(keeper).toMatchObject({ cues: [cue], rating: 4 });
    expect(undoPatch(keeper, changes)).toEqual({ cues: measured.cues, rating: undefined });
    expect(undoPatch({ ...keeper, rating: 5 }, changes)).toEqual({ cues: measured.cues });
  });
});
