import { describe, expect, it } from 'vitest';
import { fieldsToFit, fitRecord, oddValues } from './fit-record.ts';
import { RECORD_FIELDS } from './record-fields.ts';
import type { TrackRecord } from './track-record.ts';

function fit(stored: Record<string, unknown>): { record: TrackRecord; odd: string[] } {
  const odd: string[] = [];
  return { record: fitRecord({ ...stored } as TrackRecord, (place) => odd.push(place)), odd };
}

const WHOLE = {
  title: 'Autobahn',
  album: null,
  bpm: null,
  key: '8A',
  rating: 4,
  mytags: ['Peak'],
  cues: [{ name: 'A', type: 0, num: -1, start: 1, colour: 'red' }],
  tempos: [{ inizio_sec: 0, bpm: 120, metro: '4/4', battito: 1 }],
  features: { samples: 0.5, bass_contour: { contour: [1, 2], reliability: 1 }, chroma_profile: 'theirs' },
  embedding: '/data/a.npy',
  embedding_space: 'spectral-v1/160',
  embedding_timbre: 7,
  analysis_version: { tempo: 3 },
  error: { kind: 'corrupt', message: 'no', remedies: [{ action: 'retry' }] },
};

describe('fitRecord', () => {
  it('does not change a valid record or keys of other programs', () => {
    expect(fit(WHOLE)).toEqual({ record: WHOLE, odd: [] });
    expect(fit(WHOLE).record.cues).toBe(WHOLE.cues);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    ['a number for a title', { title: 1999, artist: 'Prince' }, { artist: 'Prince' }, ['title']],
    ['a list for a key', { key: ['8A'], key_name: 'A minor' }, { key_name: 'A minor' }, ['key']],
    ['text for a tempo', { bpm: '128', rating: 3 }, { rating: 3 }, ['bpm']],
    ['NaN and infinity', { bpm: Number.NaN, duration: Number.POSITIVE_INFINITY }, {}, ['bpm', 'duration']],
    ['an object for cues', { cues: { 0: {} }, tempos: 'none' }, {}, ['cues', 'tempos']],
    [
      'one cue of several',
      { cues: [{ start: 1 }, { start: '2' }, null, { start: 3 }] },
      { cues: [{ start: 1 }, { start: 3 }] },
      ['cues[1].start', 'cues[1]', 'cues[2]'],
    ],
    ['a list for features', { features: [1] }, {}, ['features']],
    [
      'one contour of two',
      { features: { bass_contour: { contour: [1, null] }, rhythm_contour: { contour: [1] }, other: 1 } },
      { features: { rhythm_contour: { contour: [1] }, other: 1 } },
      ['features.bass_contour.contour', 'features.bass_contour'],
    ],
    ['a tag that is no text', { mytags: ['a', 5] }, { mytags: ['a'] }, ['mytags[1]']],
    [
      'text for an object',
      { analysis_version: 'v3', analysis_wrote: [], error: 'bad' },
      {},
      ['analysis_version', 'analysis_wrote', 'error'],
    ],
    [
      'one fact of a vector, and so the vector',
      { embedding: '/a.npy', embedding_space: 5, embedding_signature: '1_2', title: 'x' },
      { title: 'x' },
      ['embedding_space'],
    ],
    ['a path that no file has', { embedding: 'a\0.npy' }, {}, ['embedding']],
    ['a space of no dimensions', { embedding: '/a.npy', embedding_space: 'mert/0' }, {}, ['embedding_space']],
  ])('skips %s', (_name, stored, record, odd) => {
    expect(fit(stored)).toEqual({ record, odd });
    expect(oddValues(stored)).toEqual(odd);
  });

  it('treats a null as missing, without a report', () => {
    expect(fit({ embedding: null, cues: null, features: { samples: null }, error: null, bpm: null })).toEqual({
      record: { features: {}, error: null, bpm: null },
      odd: [],
    });
  });

  it('never throws and never returns a value of another shape', () => {
    const values = [null, true, 5, -1, 'x', '', [], {}, [[]], [null], ['x'], [{}], { a: 1 }, { start: {} }];
    for (const key of Object.keys(RECORD_FIELDS)) {
      for (const value of values) {
        const { record } = fit({ [key]: value });
        expect(fit(record)).toEqual({ record, odd: [] });
      }
    }
  });

  it('reports a record that is not an object', () => {
    expect([null, 5, 'x', [1]].map(oddValues)).toEqual([[''], [''], [''], ['']]);
  });

  it('needs all fields of a vector to check one', () => {
    expect(fieldsToFit(['title'])).toEqual(['title']);
    expect(fieldsToFit(['embedding'])).toContain('embedding_space');
  });
});
