import { expect, it } from 'vitest';
import type { CopyFile, CopyGroup } from './copies-queries.ts';
import { differencesOf, formatOf, letterOf, splitPath } from './group-differences.ts';

const file = (path: string, more: Partial<CopyFile> = {}, facts: Partial<CopyFile['facts']> = {}) =>
  ({
    ...{ path, artist: 'Kiln', title: 'Undertow', album: null, duration: 300, sampleRate: 44_100, ...more },
    facts: { cues: 0, grid: false, tags: 0, rating: null, bitrate: 320, ...facts },
  }) as CopyFile;
const group = (keeper: CopyFile, ...copies: CopyFile[]) => ({ keeper, copies }) as CopyGroup;

it('names what differs, and not what encoders and programs round', () => {
  const flac = file('/a.flac', { duration: 300.2 }, { bitrate: 1000, cues: 4 });
  expect(differencesOf(group(flac, file('/a.mp3')))).toEqual(['format', 'bitrate', 'cues']);
  expect(differencesOf(group(file('/a.MP3'), file('/b.mp3', {}, { bitrate: 319.6 })))).toEqual([]);
});

it('splits paths of every system, and finds the format in the name only', () => {
  expect(splitPath('/Music/a.b/song.mp3')).toEqual(['/Music/a.b/', 'song.mp3']);
  expect(splitPath('C:\\Music\\song.mp3')).toEqual(['C:\\Music\\', 'song.mp3']);
  expect([formatOf('/a.b/song.flac'), formatOf('/a.b/song'), letterOf(1), letterOf(30)]).toEqual([
    'FLAC',
    '',
    'B',
    '31',
  ]);
});
