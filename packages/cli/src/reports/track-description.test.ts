import { mixTrack, TrackError, type TrackRecord, valueDigest } from '@rbassist/core';
import type { TrackDescription } from '@rbassist/library';
import { describe, expect, it } from 'vitest';
import { describeTrackLines } from './track-description.ts';

const OUTPUT = { json: false, quiet: false, verbose: false };

function linesOf(record: Record<string, unknown>, more: Partial<TrackDescription> = {}): string[] {
  const description: TrackDescription = {
    path: '/m/a.mp3',
    exact: true,
    otherMatches: [],
    record: record as TrackRecord,
    facts: mixTrack('/m/a.mp3', {}),
    file: { state: 'present', bytes: 539_000 },
    vector: { state: 'indexed', space: 'spectral-v1/160' },
    edited: [],
    problems: [],
    copies: [],
    sets: [],
    otherKeys: [],
    soundTags: [],
    oddValues: [],
    ...more,
  };
  return describeTrackLines(description, OUTPUT);
}

const valueIn = (lines: readonly string[], label: string) =>
  lines
    .find((line) => line.startsWith(`  ${label} `))
    ?.slice(18)
    .trim();

describe('describeTrackLines', () => {
  it('shows values with their confidence and other candidates', () => {
    const lines = linesOf({
      title: 'Dusk',
      bpm: 93.05,
      bpm_confidence: 0.4,
      bpm_candidates: [
        { bpm: 93.05, confidence: 0.4 },
        { bpm: 186.1, confidence: 0.3 },
        { bpm: 62, confidence: 0.004 },
      ],
      key: '8A',
      cues: [{ name: 'Drop', type: 0, num: 0, start: 61.44 }],
      sections: [{ kind: 'intro', start: 0, end: 20.5 }],
      mytags: ['dark', 'peak'],
      tag_suggestions: {
        candidates: [['warm', 0.81], 'late', { tag: 'new', score: 0.5 }, 7],
        low_confidence: [{ tag: 'peak', score: 0.21, threshold: 0.6 }],
      },
      rating: 4,
    });
    expect(lines[0]).toBe('Dusk');
    expect(valueIn(lines, 'BPM')).toBe('93.05? (set by you or another program)');
    expect(valueIn(lines, 'May also be')).toBe('186.1 (30 %)');
    const imported = linesOf({ bpm: 93, import_wrote: { bpm: `rekordbox:${valueDigest(93)}` } });
    expect(valueIn(imported, 'BPM')).toBe('93 (from Rekordbox)');
    expect(valueIn(lines, 'Key')).toBe('8A A minor (set by you or another program)');
    expect(valueIn(lines, 'hot A')).toBe('1:01.440  Drop');
    expect(valueIn(lines, 'intro')).toBe('0:00.000 to 0:20.500');
    expect(valueIn(lines, 'My tags')).toBe('dark, peak');
    expect(valueIn(lines, 'Suggested')).toBe('warm (0.81), late, new (0.50)');
    expect(valueIn(lines, 'Doubtful')).toBe('peak (0.21)');
    expect(valueIn(linesOf({ tag_suggestions: ['warm', 'late'] }), 'Suggested')).toBe('warm, late');
    expect(valueIn(lines, 'File')).toBe('present, 539 kB');
  });

  it('says that the energy is an estimate if none is stored', () => {
    const facts = mixTrack('/m/a.mp3', { loudness_lufs: -15 });
    expect(valueIn(linesOf({ loudness_lufs: -15 }, { facts }), 'Energy')).toBe('0.50 of 1 (estimated from loudness)');
    expect(valueIn(linesOf({ energy: 0.7 }, { facts }), 'Energy')).toBe('0.70 of 1');
  });

  it('says if the file changed, and its size then', () => {
    const file = { state: 'present', bytes: 5000, changed: true } as const;
    expect(valueIn(linesOf({}, { file: { ...file, bytesThen: 4000 } }), 'File')).toBe(
      'present, 5 kB, changed since the last scan (then 4000 bytes, now 5000)',
    );
    expect(valueIn(linesOf({}, { file: { ...file, bytesThen: 5000 } }), 'File')).toBe(
      'present, 5 kB, changed since the last scan',
    );
  });

  it('shows failures, problems, copies and sets', () => {
    const lines = linesOf(
      {},
      {
        failure: new TrackError('corrupt', '/m/a.mp3', '/m/a.mp3 can not be decoded.', {
          remedies: [{ action: 'copy-again' }],
        }),
        copies: [{ path: '/m/b.flac', evidence: 'sound' }],
        sets: [{ name: 'Friday', places: [2, 9] }],
      },
    );
    expect(valueIn(lines, 'corrupt')).toBe('/m/a.mp3 can not be decoded. Copy the file again from its source.');
    expect(valueIn(lines, 'Same sound')).toBe('/m/b.flac');
    expect(valueIn(lines, 'place 2, 9')).toBe('Friday');
  });

  it.each([
    ['numbers', 7],
    ['texts', 'text'],
    ['nulls', null],
    ['lists', [1, 'two', null, {}]],
    ['objects', { candidates: 5, contour: [], start: 'x' }],
  ])('survives %s everywhere', (_, value) => {
    const keys =
      'artist title album genre year comments duration bitrate sample_rate added bpm bpm_confidence bpm_candidates key key_confidence key_candidates tuning_cents tempos beatgrid_mode beatgrid_confidence cues sections features loudness_lufs loudness_range_lu true_peak_db energy mytags tags rating tag_suggestions embedding_decoder missing staged error other';
    const record = Object.fromEntries(keys.split(' ').map((key) => [key, value]));
    const lines = linesOf(record, { otherKeys: ['other'], oddValues: [''] });
    expect(lines.join('\n')).not.toMatch(/undefined|NaN|\[object/);
  });

  it('shortens long values of other programs', () => {
    const lines = linesOf({ other: 'x'.repeat(5000) }, { otherKeys: ['other'] });
    expect(valueIn(lines, 'other')?.length).toBeLessThan(250);
  });
});
