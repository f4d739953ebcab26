import { expect, test } from 'vitest';
import { fileXml, trackXml, writeXml } from '../check/test-xml.ts';
import { diffRekordboxXml } from './diff-rekordbox-xml.ts';

const COUNT = 10_000;

const track = (id: number) =>
  trackXml({ TrackID: String(id), Name: `T${id}`, Location: `file://localhost/C:/${id}.mp3` });
const list = (name: string, id: number) =>
  `<NODE Name="${name}" Type="1" KeyType="0" Entries="1"><TRACK Key="${id}"/></NODE>`;
const mark = (start: string) => `<POSITION_MARK Name="" Type="0" Start="${start}" Num="-1"/>`;

/** Makes a file with many tracks, playlists of one name and marks of one track. */
function largeFile(name: string, first: number, start: string): Promise<string> {
  const ids = Array.from({ length: COUNT }, (_, i) => first + i);
  const marked = trackXml({ TrackID: '99', Location: 'file://localhost/C:/99.mp3' }, mark(start).repeat(COUNT));
  const nodes = ids.map((id) => list(name, id)).join('');
  return writeXml(fileXml({ tracks: [...ids.map(track), marked], nodes }));
}

test('compares many tracks, playlists and marks in a time that grows with their number', async () => {
  const [from, to] = await Promise.all([largeFile('A', 1000, '1.000'), largeFile('B', 500_000, '2.000')]);
  const before = process.cpuUsage();
  const { counts, playlists, changed } = await diffRekordboxXml(from, to);
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(20);
  expect(counts).toEqual({ same: 0, added: COUNT, removed: COUNT, changed: 1 });
  expect([playlists.added.length, playlists.removed.length]).toEqual([COUNT, COUNT]);
  expect(changed[0].marks?.added).toHaveLength(COUNT);
});
