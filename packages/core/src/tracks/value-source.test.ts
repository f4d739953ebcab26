import { expect, it } from 'vitest';
import type { KnownField } from './record-fields.ts';
import type { TrackRecord } from './track-record.ts';
import { valueDigest } from './value-ownership.ts';
import { valueSource } from './value-source.ts';

const analysed = { analysis_version: { tempo: 1 } };

it.each<[string, KnownField, TrackRecord, string | undefined]>([
  ['nothing', 'bpm', {}, undefined],
  ['a measured BPM', 'bpm', { bpm: 120, bpm_confidence: 0.9, analysis_wrote: { bpm: valueDigest(120) } }, 'measured'],
  ['a BPM that a person set', 'bpm', { ...analysed, bpm: 120, analysis_wrote: { bpm: '' } }, 'you'],
  ['a BPM of a tag', 'bpm', { ...analysed, bpm: 120, analysis_wrote: {} }, 'tag'],
  ['a BPM of the Python rbassist', 'bpm', { bpm: 120 }, 'unknown'],
  ['a grid of an import', 'tempos', { tempos: [], import_wrote: {} }, undefined],
  ['an imported rating', 'rating', { rating: 4, import_wrote: { rating: `rekordbox:${valueDigest(4)}` } }, 'rekordbox'],
  ['a rating', 'rating', { rating: 4 }, 'you'],
  ['a comment', 'comments', { comments: 'x' }, 'tag'],
  ['cues that are not measured', 'cues', { ...analysed, cues: [{ name: '', type: 0, num: 0, start: 1 }] }, 'you'],
  ['a loudness', 'loudness_lufs', { loudness_lufs: -8 }, 'measured'],
])('knows where %s comes from', (_, key, record, source) => {
  expect(valueSource(record, key)).toBe(source);
});
