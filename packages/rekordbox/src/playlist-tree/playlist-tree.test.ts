import { describe, expect, test } from 'vitest';
import type { DjPlaylist } from '../model/dj-track.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { playlistTree } from './playlist-tree.ts';

const list = (folders: string[], name: string, ...trackIds: string[]): DjPlaylist => ({ folders, name, trackIds });
const attributes = (element: XmlElement) => JSON.stringify(element.attributes.toJSON());

describe('playlistTree', () => {
  test('puts playlists into folders, with their counts', () => {
    const [run] = playlistTree([list(['Run', 'Gigs'], 'Friday', '7', '8', '7'), list(['Run'], 'Peak Hour')]);
    expect(attributes(run)).toBe('{"Name":"Run","Type":"0","Count":"2"}');
    const [gigs, peak] = run.children;
    expect(attributes(gigs)).toBe('{"Name":"Gigs","Type":"0","Count":"1"}');
    expect(attributes(gigs.children[0])).toBe('{"Name":"Friday","Type":"1","KeyType":"0","Entries":"3"}');
    expect(gigs.children[0].children.map(attributes)).toEqual(['{"Key":"7"}', '{"Key":"8"}', '{"Key":"7"}']);
    expect(attributes(peak)).toBe('{"Name":"Peak Hour","Type":"1","KeyType":"0","Entries":"0"}');
    expect(peak.children).toEqual([]);
  });

  test('never repeats a name of a playlist at one level, but lets a folder have it', () => {
    const nodes = playlistTree([list([], 'House'), list(['House'], 'x'), list([], 'house'), list([], 'House (2)')]);
    expect(nodes.map((node) => `${node.attributes.get('Type')} ${node.attributes.get('Name')}`)).toEqual([
      '1 House',
      '0 House',
      '1 house (2)',
      '1 House (2) (2)',
    ]);
  });

  test('numbers 50,000 playlists of one name in a time that grows with their number', () => {
    const start = process.cpuUsage();
    const nodes = playlistTree(Array.from({ length: 50_000 }, () => list([], 'House')));
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
    expect(new Set(nodes.map((node) => node.attributes.get('Name'))).size).toBe(50_000);
    expect(nodes.at(-1)?.attributes.get('Name')).toBe('House (50000)');
  });

  test('cleans hostile names and depths', () => {
    const [folder, deep] = playlistTree([list(['\u0000', 'a\r\nb'], ' \u0001 '), list(Array(5000).fill('deep'), 'x')]);
    expect(folder.attributes.get('Name')).toBe('Untitled');
    expect(folder.children[0].attributes.get('Name')).toBe('a b');
    expect(folder.children[0].children[0].attributes.get('Name')).toBe('Untitled');
    let depth = 0;
    for (let node: XmlElement | undefined = deep; node; node = node.children[0]) depth++;
    expect(depth).toBe(17);
  });
});
