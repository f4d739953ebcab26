import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Library, openLibrary, type PlaylistRules } from '../index.ts';

const TRACKS: Record<string, Record<string, unknown>> = {
  a: {
    mytags: ['Warm-up'],
    rating: 5,
    added: '2024-03-01T10:00:00',
    bpm: 120,
    key: '8A',
    genre: 'House',
    color: '#FF0000',
  },
  b: { mytags: ['warm-up', 'Vocal'], rating: 3, added: '2024-06-30', bpm: 124.5, key: '9A', genre: 'Deep House' },
  c: { mytags: ['Peak'], added: 'yesterday', bpm: 128, key: '2B', play_count: 7, color: '#00ff00' },
  d: { rating: 4, bpm: null, tags: ['Vocal'] },
  gone: { mytags: ['Warm-up'], rating: 5, missing: { since: '2024-01-01' } },
};

let library: Library;

beforeAll(async () => {
  const dataDir = join(await temporaryFolder('lists'), 'data');
  await mkdir(dataDir);
  const tracks = Object.fromEntries(Object.entries(TRACKS).map(([name, record]) => [`/music/${name}.mp3`, record]));
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  library = await openLibrary({ dataDir, engine: 'exact' });
});

afterAll(() => library.close());

const names = async (rules: PlaylistRules) => {
  const { tracks } = await library.listByRules(rules);
  return tracks.map(({ path }) => path.slice('/music/'.length, -'.mp3'.length)).join('');
};

describe('listByRules', () => {
  test.each<[string, PlaylistRules, string]>([
    ['no rules', {}, 'abcd'],
    ['a My Tag, spelled exactly so, as in Python', { myTag: 'Warm-up' }, 'a'],
    ['tags in any spelling', { tags: ['warm-up'] }, 'ab'],
    ['all of several tags', { tags: ['warm-up', 'vocal'] }, 'b'],
    ['any of several tags', { anyTags: ['peak', 'vocal'] }, 'bcd'],
    ['none of the tags', { notTags: ['Vocal'] }, 'ac'],
    ['stars, where unrated is 0', { ratingMin: 4 }, 'ad'],
    ['a first day; no date, or an unreadable one, fits', { since: '2024-03-02' }, 'bcd'],
    ['a last day, inclusive', { until: '2024-06-30' }, 'abcd'],
    ['a span of days', { since: '2024-03-01', until: '2024-06-29' }, 'acd'],
    ['tempos', { bpmMin: 121, bpmMax: 125 }, 'b'],
    ['a lowest tempo; an unknown one does not fit', { bpmMin: 124.5 }, 'bc'],
    ['keys in any notation', { keys: ['Am', '3m'] }, 'a'],
    ['keys that mix', { mixesWith: 'Am' }, 'ab'],
    ['genres', { genres: ['house'] }, 'a'],
    ['colours, also by name', { colors: ['Red', '0x00FF00'] }, 'ac'],
    ['few plays; an unknown count is 0', { playsMax: 6 }, 'abd'],
    ['many plays', { playsMin: 7 }, 'c'],
    ['values that are missing', { missing: ['key', 'bpm'] }, 'd'],
    ['folders', { folders: ['/music'] }, 'abcd'],
    ['several rules', { myTag: 'Peak', bpmMin: 128, playsMin: 1 }, 'c'],
  ])('lists by %s', async (_, rules, expected) => {
    expect(await names(rules)).toBe(expected);
  });

  test('leaves out and counts tracks whose file is gone', async () => {
    expect(await library.listByRules({ myTag: 'Warm-up' })).toMatchObject({ absent: 1 });
  });

  test.each<[string, object]>([
    ['since must be a date', { since: '2024-02-30' }],
    ['keys must be a list of keys', { keys: ['X'] }],
    ['mixesWith must be a key', { mixesWith: 'Z' }],
    ['colors must be a list of colours', { colors: ['mauve'] }],
    ['missing must be a list of artist, title', { missing: ['toString'] }],
    ['bpmMax must be 130 or more', { bpmMin: 130, bpmMax: 120 }],
    ['Unknown option "tag"', { tag: 'x' }],
    ['ratingMin must be from 0 to 5', { ratingMin: Number.NaN }],
  ])('says "%s"', async (message, rules) => {
    await expect(library.listByRules(rules as PlaylistRules)).rejects.toThrow(OptionError);
    await expect(library.listByRules(rules as PlaylistRules)).rejects.toThrow(message);
  });
});
