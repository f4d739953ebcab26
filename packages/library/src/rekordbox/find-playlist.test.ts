import { NotFoundError, OptionError } from '@rbassist/core';
import { describe, expect, test } from 'vitest';
import { onePlaylist, playlistPath } from './find-playlist.ts';

const LISTS = [
  { id: '1', folders: [], name: 'Friday' },
  { id: '2', folders: ['Sets'], name: 'Friday' },
  { id: '3', folders: ['Sets', '2026'], name: 'Réveil' },
  { id: '4', folders: ['A'], name: 'Twice' },
  { id: '5', folders: ['B'], name: 'Twice' },
  { id: '6', folders: ['AC/DC'], name: 'b/w' },
  { folders: ['x'], name: 'db:9' },
];
const find = (text: string) => playlistPath(onePlaylist(LISTS, text, 'a.xml'));

describe('onePlaylist', () => {
  test.each([
    ['Friday', 'Friday'],
    ['sets/friday', 'Sets/Friday'],
    ['REVEIL'.replace('E', 'É'), 'Sets/2026/Réveil'],
    ['réveil'.normalize('NFD'), 'Sets/2026/Réveil'],
    ['2026/Réveil', 'Sets/2026/Réveil'],
    ['db:5', 'B/Twice'],
    [' DB: 3 ', 'Sets/2026/Réveil'],
    ['b/w', 'AC/DC/b/w'],
    ['db:9', 'x/db:9'],
  ])('%j is %s', (text, found) => {
    expect(find(text)).toBe(found);
  });

  test('lists the meanings of an ambiguous name', () => {
    expect(() => find('twice')).toThrow(OptionError);
    expect(() => find('twice')).toThrow('"A/Twice" (db:4), "B/Twice" (db:5)');
  });

  test('lists what there is, if there is none of that name', () => {
    expect(() => find('Sunday')).toThrow(NotFoundError);
    expect(() => find('Sunday')).toThrow('There is no playlist "Sunday" in a.xml. Its playlists: Friday, Sets/Friday');
    expect(() => onePlaylist([], 'x', 'a.xml')).toThrow('It has no playlists.');
  });
});
