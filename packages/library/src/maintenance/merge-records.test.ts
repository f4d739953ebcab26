import { type Cue, type TrackRecord, valueDigest } from '@rbassist/core';
import { describe, expect, it } from 'vitest';
import { mergeRecords } from './merge-records.ts';

const CUES: Cue[] = [{ name: 'Drop', type: 0, num: 0, start: 32 }];
const MORE: Cue[] = [{ name: 'Mix-out', type: 1, num: -1, start: 200 }];

const measured = (values: TrackRecord): TrackRecord => ({
  ...values,
  bpm_confidence: 0.9,
  key_confidence: 0.8,
  analysis_version: { tempo: 1 },
  analysis_signature: '1_2',
  analysis_wrote: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, valueDigest(value)])),
});

const merge = (kept: TrackRecord, other: TrackRecord, signature?: string) =>
  mergeRecords(
    { path: '/new/Artist - Title.mp3', record: kept },
    { path: '/old/Artist - Title.mp3', record: other },
    signature,
  );

describe('mergeRecords', () => {
  it('replaces missing and measured values with edited ones', () => {
    const { record, conflicts } = merge(measured({ bpm: 128, key: '8A', cues: MORE }), {
      bpm: 127.5,
      cues: CUES,
      tempos: [{ inizio_sec: 0, bpm: 127.5, metro: '4/4', battito: 1 }],
      beatgrid_mode: 'fixed',
    });
    expect(conflicts).toEqual([]);
    expect(record).toMatchObject({ bpm: 127.5, key: '8A', cues: CUES, beatgrid_mode: 'fixed' });
    expect(record.tempos).toHaveLength(1);
    expect(record).not.toHaveProperty('bpm_confidence');
    expect(record.analysis_wrote).toEqual({ key: valueDigest('8A') });
  });

  it('keeps edited values of both sides, and stores the other one as a conflict if both are edited', () => {
    const { record, conflicts } = merge(
      { bpm: 128, cues: MORE, rating: 3, mytags: ['a', 'b'], theirs: 1 },
      { bpm: 64, cues: CUES, rating: 5, mytags: ['b', 'c'], tags: ['x'], theirs: 2, only: { deep: true } },
    );
    expect(conflicts.sort()).toEqual(['bpm', 'cues', 'rating', 'theirs']);
    expect(record).toEqual({
      bpm: 128,
      cues: MORE,
      rating: 3,
      mytags: ['a', 'b', 'c'],
      tags: ['x'],
      theirs: 1,
      only: { deep: true },
      merge_conflicts: Object.fromEntries(
        Object.entries({ bpm: 64, cues: CUES, rating: 5, theirs: 2 }).map(([key, value]) => [
          key,
          [{ value, from: '/old/Artist - Title.mp3' }],
        ]),
      ),
    });
  });

  it('changes nothing the second time', () => {
    const other: TrackRecord = {
      cues: CUES,
      rating: 5,
      mytags: ['x'],
      merge_conflicts: { key: [{ value: '1A', from: '/z' }] },
    };
    const once = merge({ cues: MORE, rating: 1 }, other).record;
    expect(merge(once, other).record).toEqual(once);
    expect(once.merge_conflicts).toMatchObject({ key: [{ value: '1A' }], cues: [{ value: CUES }] });
  });

  it('does not restore a value that was emptied on purpose, but stores the lost one as a conflict', () => {
    const emptied: TrackRecord = { ...measured({ cues: MORE }), cues: [] };
    expect(merge(emptied, measured({ cues: MORE })).record.cues).toEqual([]);
    const { record } = merge(emptied, { cues: CUES });
    expect(record).toMatchObject({ cues: [], merge_conflicts: { cues: [{ value: CUES }] } });
  });

  it('replaces values from a file name with other values, in both directions', () => {
    const named: TrackRecord = { artist: 'Artist', title: 'Title' };
    const tagged: TrackRecord = { artist: 'The Artist', title: 'Title (Dub)' };
    expect(merge(named, tagged)).toEqual({ record: tagged, conflicts: [] });
    expect(merge(tagged, named)).toEqual({ record: tagged, conflicts: [] });
  });

  it('takes the vector of the current file, with all its keys', () => {
    const ours: TrackRecord = {
      embedding: 'a.npy',
      embedding_space: 'm/2',
      embedding_signature: '1_1',
      embedding_decoder: 'x',
    };
    const theirs: TrackRecord = { embedding: 'b.npy', embedding_space: 'm/2', embedding_signature: '2_2' };
    expect(merge(ours, theirs, '1_1').record).toEqual(ours);
    expect(merge(ours, theirs, '2_2').record).toEqual(theirs);
    expect(merge(ours, theirs, '3_3').record).toEqual(ours);
    expect(merge({}, theirs, '3_3').record).toEqual(theirs);
  });

  it('keeps the earliest time that a track was added, but no old failure', () => {
    const { record } = merge({ added: '2024-01-01' }, { added: '2020-05-05', error: { kind: 'missing', message: '' } });
    expect(record).toEqual({ added: '2020-05-05' });
  });
});
