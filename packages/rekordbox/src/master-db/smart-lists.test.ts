import type { DatabaseWriter } from '@rbassist/testing/rekordbox';
import { describe, expect, test } from 'vitest';
import { localDay } from './smart-lists.ts';
import { addTrack, collect, plainDatabase } from './test-library.ts';

const condition = (name: string, operator: number, left: string, right = '', unit = '') =>
  `<CONDITION PropertyName="${name}" Operator="${operator}" ValueUnit="${unit}" ValueLeft="${left}" ValueRight="${right}"/>`;
const rules = (logical: number, ...conditions: string[]) =>
  `<NODE Id="-1" LogicalOperator="${logical}" AutomaticUpdate="1">${conditions.join('')}</NODE>`;

function fill(writer: DatabaseWriter): void {
  const { insert } = writer;
  insert('djmdArtist', { ID: 'a', Name: '100% Silk' });
  insert('djmdArtist', { ID: 'b', Name: 'Boddika' });
  insert('djmdMyTag', { ID: '4267051339', Seq: 1, Name: 'Peak', Attribute: 0, ParentID: '1' });
  addTrack(writer, '1', { ArtistID: 'a', BPM: 12_000, Rating: 3, StockDate: localDay(), Commnt: 'Deep', ColorID: '2' });
  addTrack(writer, '2', { ArtistID: 'b', BPM: 12_800, Rating: 5, StockDate: '2020-01-01', Commnt: 'deeper' });
  addTrack(writer, '3', { BPM: 14_000, Rating: 0, StockDate: '2019-06-01', DJPlayCount: 2 });
  addTrack(writer, '4', { ArtistID: 'b', rb_local_deleted: 1 });
  insert('djmdSongMyTag', { ID: '1', MyTagID: '4267051339', ContentID: '2' });
}

async function tracksOf(xml: string) {
  const path = await plainDatabase((writer) => {
    fill(writer);
    writer.insert('djmdPlaylist', { ID: 's', Seq: 1, Name: 'Smart', Attribute: 4, ParentID: 'root', SmartList: xml });
  });
  const { playlists, warnings } = await collect(path);
  expect(playlists).toMatchObject([{ name: 'Smart', isSmart: true }]);
  return warnings.length > 0 ? warnings[0] : playlists[0].trackIds.join(' ');
}

describe('a smart playlist', () => {
  test.each([
    ['text that is equal', condition('artist', 1, 'boddika'), '2'],
    ['text that is not equal', condition('artist', 2, 'Boddika'), '1 3'],
    ['text that contains a sign of LIKE', condition('artist', 8, '0%'), '1'],
    ['text that does not contain', condition('comments', 9, 'deep'), '3'],
    ['text at the start', condition('comments', 10, 'DEEPE'), '2'],
    ['text at the end', condition('name', 11, ' 3'), '3'],
    ['a BPM', condition('bpm', 5, '119', '129'), '1 2'],
    ['a BPM as it is stored', condition('bpm', 3, '12800'), '3'],
    ['a rating', condition('rating', 4, '4'), '1 3'],
    ['a play count', condition('counter', 1, '0'), '1 2'],
    ['a colour', condition('grouping', 1, '2'), '1'],
    ['a day', condition('stockDate', 4, '2020-01-01'), '3'],
    ['the last days', condition('stockDate', 6, '7', '', 'day'), '1'],
    ['not the last months', condition('stockDate', 7, '3', '', 'month'), '2 3'],
    ['a tag by its signed ID', condition('myTag', 8, '-27915957'), '2'],
    ['not a tag', condition('myTag', 9, '4267051339'), '1 3'],
  ])('finds tracks by %s', async (_, xml, expected) => {
    expect(await tracksOf(rules(1, xml))).toBe(expected);
  });

  test('joins conditions by and, or', async () => {
    const two = [condition('rating', 3, '2'), condition('bpm', 4, '125')];
    expect(await tracksOf(rules(1, ...two))).toBe('1');
    expect(await tracksOf(rules(2, ...two))).toBe('1 2');
  });

  test.each([
    ['no rules', ''],
    ['no XML', 'rating > 3'],
    ['an unknown property', rules(1, condition('mixName', 1, 'x'))],
    ['an unknown operator', rules(1, condition('artist', 3, 'x'))],
    ['a value that is no number', rules(1, condition('bpm', 1, 'fast'))],
    ['an unknown unit', rules(1, condition('stockDate', 6, '7', '', 'fortnight'))],
    ['nested rules', `<NODE LogicalOperator="1"><NODE>${condition('bpm', 1, '1')}</NODE></NODE>`],
    ['a text as property', rules(1, condition('toString', 1, '1'))],
  ])('is empty, with a warning, for %s', async (_, xml) => {
    expect(await tracksOf(xml)).toBe('rbassist does not know the rules of the smart playlist "Smart".');
  });
});
