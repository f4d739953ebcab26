import { parseKey } from '@rbassist/core';
import { describe, expect, test } from 'vitest';
import type { DjTrack } from '../model/dj-track.ts';
import { fileKind } from './file-kind.ts';
import { TONALITY_NOTATIONS, TonalityCount, tonalityOf } from './tonality.ts';
import { refusedReason, trackAttributes } from './track-attributes.ts';
import { TrackIds } from './track-ids.ts';

const CAMELOT_KEYS = ['A', 'B'].flatMap((letter) => Array.from({ length: 12 }, (_, i) => `${i + 1}${letter}`));
const track = (more: Partial<DjTrack> = {}): DjTrack => ({
  id: '7',
  path: 'C:\\Music\\a.mp3',
  location: 'file://localhost/C:/Music/a.mp3',
  isStream: false,
  durationS: 284.9,
  grid: [],
  marks: [],
  tags: [],
  ...more,
});
const ORDER =
  'TrackID Name Artist Composer Album Grouping Genre Kind Size TotalTime DiscNumber TrackNumber Year AverageBpm DateAdded BitRate SampleRate Comments PlayCount Rating Location Remixer Tonality Label Mix';

describe('trackAttributes', () => {
  test('writes every attribute in the order of Rekordbox, and Colour only if set', () => {
    expect(Object.keys(trackAttributes(track(), { notation: 'camelot' })).join(' ')).toBe(ORDER);
    const colored = trackAttributes(track({ color: 0xff1080 }), { notation: 'camelot' });
    expect(Object.keys(colored).join(' ')).toBe(`${ORDER} Colour`);
    expect(colored.Colour).toBe('0xFF007F');
  });

  test('writes values as Rekordbox does', () => {
    const values = trackAttributes(
      track({
        title: 'a\tb\nc\u0007',
        stars: 4,
        bpm: 174.0037,
        key: 'A minor',
        added: '2026-3-7T10:00:00Z',
        sizeBytes: 6872006,
        bitrateKbps: 320.2,
        sampleRateHz: 44100,
        year: 2016,
        playCount: 3,
      }),
      { notation: 'classic' },
    );
    expect(values).toMatchObject({
      Name: 'a b c',
      Kind: 'MP3 File',
      Size: '6872006',
      TotalTime: '284',
      Year: '2016',
      AverageBpm: '174.00',
      DateAdded: '2026-03-07',
      BitRate: '320',
      SampleRate: '44100',
      PlayCount: '3',
      Rating: '204',
      Tonality: 'Am',
    });
  });

  test('writes empty and 0 for missing and impossible values', () => {
    const odd = { stars: -1, bpm: Number.NaN, added: '2026-13-40', sizeBytes: 1e300, year: -5, playCount: Number.NaN };
    expect(trackAttributes(track({ ...odd, color: -1 }), { notation: 'camelot' })).toMatchObject({
      Name: '',
      Size: '0',
      Year: '0',
      AverageBpm: '0.00',
      DateAdded: '',
      PlayCount: '0',
      Rating: '0',
      Tonality: '',
    });
    expect(trackAttributes(track({ stars: 9 }), { notation: 'camelot' }).Rating).toBe('255');
  });

  test('names the reason why Rekordbox refuses a track', () => {
    expect(refusedReason(track())).toBeUndefined();
    expect(refusedReason(track({ durationS: undefined }))).toBe('no-duration');
    expect(refusedReason(track({ durationS: 0.9 }))).toBe('no-duration');
    expect(refusedReason(track({ path: `/${'x'.repeat(255)}` }))).toBe('long-path');
    expect(refusedReason(track({ path: `/${'x'.repeat(254)}` }))).toBeUndefined();
    expect(refusedReason(track({ path: '' }))).toBe('no-path');
  });
});

describe('tonalityOf', () => {
  test.each(TONALITY_NOTATIONS)('spells all keys as %s, and reads them back', (notation) => {
    const spelled = CAMELOT_KEYS.map((key) => tonalityOf(key, notation));
    expect(spelled.map((text) => parseKey(text))).toEqual(CAMELOT_KEYS);
    const count = new TonalityCount();
    for (const text of spelled) count.add(text);
    expect(count.majority).toBe(notation);
  });

  test('spells flats as Rekordbox does', () => {
    expect(['1A', '12A', '11A', '2B', '3B'].map((key) => tonalityOf(key, 'classic'))).toEqual([
      'Abm',
      'Dbm',
      'F#m',
      'F#',
      'Db',
    ]);
    expect(['2A', '9B'].map((key) => tonalityOf(key, 'min-maj'))).toEqual(['Ebmin', 'Gmaj']);
  });

  test('keeps a text that is not a key', () => {
    expect(tonalityOf('x', 'camelot')).toBe('x');
    expect(tonalityOf(undefined, 'camelot')).toBe('');
  });

  test('counts the notations of a mixed file', () => {
    const count = new TonalityCount();
    expect(count.majority).toBeUndefined();
    for (const text of ['7A', '2m', '8d', 'x', '', 'Emin', '08d']) count.add(text);
    expect(count.majority).toBe('open-key');
  });
});

describe('TrackIds', () => {
  test('gives a Location the same number, whatever came before', () => {
    const [one, other] = [new TrackIds(), new TrackIds()];
    other.take('file://localhost/C:/b.mp3');
    const id = one.take('file://localhost/C:/a.mp3');
    expect(other.take('file://localhost/C:/a.mp3')).toBe(id);
    expect(Number(id)).toBeGreaterThan(0);
    expect(Number(id)).toBeLessThan(2 ** 28);
  });

  test('never gives a reserved or taken number', () => {
    const first = new TrackIds().take('file://localhost/C:/a.mp3');
    const ids = new TrackIds();
    ids.reserve(first);
    ids.reserve('x');
    const second = ids.take('file://localhost/C:/a.mp3');
    expect(second).not.toBe(first);
    expect(ids.take('file://localhost/C:/a.mp3')).not.toBe(second);
    const again = new TrackIds();
    again.reserve(first);
    expect(again.take('file://localhost/C:/a.mp3')).toBe(second);
  });

  test('gives 100,000 Locations different numbers', () => {
    const ids = new TrackIds();
    const all = Array.from({ length: 100_000 }, (_, i) => ids.take(`file://localhost/C:/Music/${i}.mp3`));
    expect(new Set(all).size).toBe(all.length);
  });
});

test('fileKind knows the formats of Rekordbox', () => {
  expect(['a.MP3', 'C:\\x\\b.wav', 'c.aiff', 'd.flac', 'e.m4a', 'f.mp4'].map(fileKind)).toEqual([
    'MP3 File',
    'WAV File',
    'AIFF File',
    'FLAC File',
    'M4A File',
    'MP4 File',
  ]);
  expect(['a.ogg', 'noending', 'x.constructor', '.mp3/x'].map(fileKind)).toEqual(Array(4).fill('Unknown Format'));
});
