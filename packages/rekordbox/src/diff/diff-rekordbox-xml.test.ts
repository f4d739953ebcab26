import { describe, expect, test } from 'vitest';
import { fileXml, HOT, MEMORY, NODES, TEMPO, trackXml, writeXml } from '../check/test-xml.ts';
import { type DiffXmlOptions, diffRekordboxXml } from './diff-rekordbox-xml.ts';

async function diff(from: string, to: string, options: DiffXmlOptions = {}) {
  return diffRekordboxXml(await writeXml(from), await writeXml(to), options);
}

const ofTrack = (values: Record<string, string | null>, children?: string) =>
  fileXml({ tracks: [trackXml(values, children)] });
const other = (id: string) => trackXml({ TrackID: id, Name: `T${id}`, Location: `file://localhost/C:/${id}.mp3` });
const playlist = (name: string, ...keys: string[]) =>
  `<NODE Name="${name}" Type="1" KeyType="0" Entries="${keys.length}">${keys.map((key) => `<TRACK Key="${key}"/>`).join('')}</NODE>`;
const NOTHING = {
  added: [],
  removed: [],
  changed: [],
  playlists: { added: [], removed: [], moved: [], changed: [] },
  renumbered: 0,
  reordered: false,
};

describe('diffRekordboxXml', () => {
  test.each([
    ['the same file', fileXml()],
    ['line ends and indentation', fileXml().replaceAll('\r\n', '\n    ')],
    ['attributes in another order', fileXml().replace('Artist="Ada" ', '').replace('<TRACK ', '<TRACK Artist="Ada" ')],
    ['empty attributes', fileXml().replace(' Composer=""', '').replace('<TRACK ', '<TRACK Colour="" ')],
    ['zeros of numbers', fileXml().replace('"128.00"', '"128.0"').replace('Start="30.000"', 'Start="30"')],
    ['numeric references', fileXml().replace('"Ada"', '"A&#100;a"')],
    [
      'one millisecond',
      fileXml().replace('Inizio="0.048"', 'Inizio="0.049"').replace('Start="12.048"', 'Start="12.047"'),
    ],
    ['other quotes', fileXml().replace('"Ada"', "'Ada'")],
  ])('does not count %s', async (_, to) => {
    expect(await diff(fileXml(), to)).toEqual({ ...NOTHING, counts: { same: 1, added: 0, removed: 0, changed: 0 } });
  });

  test('compares 20,000 playlists of one name in time', async () => {
    const nodes = playlist('Same').repeat(20_000);
    const file = fileXml({ nodes });
    expect(await diff(file, file)).toEqual({ ...NOTHING, counts: { same: 1, added: 0, removed: 0, changed: 0 } });
  }, 10_000);

  test('counts one millisecond without a tolerance', async () => {
    const to = fileXml().replace('Inizio="0.048"', 'Inizio="0.049"');
    const { changed } = await diff(fileXml(), to, { toleranceS: 0 });
    expect(changed).toMatchObject([{ values: [], grid: { from: 1, to: 1, firstS: 0.049 } }]);
  });

  test('lists added, removed and changed tracks with their values', async () => {
    const from = fileXml({ tracks: [trackXml(), other('2')] });
    const to = fileXml({ tracks: [trackXml({ Rating: '255', Colour: '0xFF0000', Genre: '' }), other('3')] });
    const found = await diff(from, to);
    expect(found.counts).toEqual({ same: 0, added: 1, removed: 1, changed: 1 });
    expect(found.added).toEqual([{ name: 'Ada - T3', location: 'file://localhost/C:/3.mp3' }]);
    expect(found.removed).toEqual([{ name: 'Ada - T2', location: 'file://localhost/C:/2.mp3' }]);
    expect(found.changed).toEqual([
      {
        name: 'Ada - Strings',
        location: 'file://localhost/C:/Music/Ada%20-%20Strings.mp3',
        by: 'location',
        values: [
          { attribute: 'Genre', from: 'House', to: null },
          { attribute: 'Rating', from: '153', to: '255' },
          { attribute: 'Colour', from: null, to: '0xFF0000' },
        ],
      },
    ]);
  });

  test('pairs tracks by Location in any spelling', async () => {
    const { counts, changed, renumbered } = await diff(
      fileXml(),
      ofTrack({ TrackID: '77', Location: 'file:///c:/music/Ada - Strings.mp3' }).replace('Key="1"', 'Key="77"'),
    );
    expect(counts).toEqual({ same: 0, added: 0, removed: 0, changed: 1 });
    expect(changed[0].values.map(({ attribute }) => attribute)).toEqual(['Location']);
    expect(renumbered).toBe(1);
  });

  test('pairs a moved track by number and name, and its playlists stay the same', async () => {
    const { changed, counts, playlists } = await diff(
      fileXml(),
      ofTrack({ Location: 'file://localhost/D:/Strings.mp3' }),
    );
    expect(counts).toMatchObject({ added: 0, removed: 0, changed: 1 });
    expect(changed[0]).toMatchObject({ by: 'track-id', values: [{ attribute: 'Location' }] });
    expect(playlists.changed).toEqual([]);
  });

  test('does not pair tracks that only have the same number', async () => {
    const { counts } = await diff(fileXml(), ofTrack({ Name: 'Pads', Location: 'file://localhost/D:/Pads.mp3' }));
    expect(counts).toMatchObject({ added: 1, removed: 1, changed: 0 });
  });

  test('compares cues: added, removed, moved, renamed, and their order apart', async () => {
    const marks = async (...children: string[]) =>
      (await diff(fileXml(), ofTrack({}, children.join('')))).changed[0]?.marks;
    const cue = (num: number, start: string, name = '') =>
      `<POSITION_MARK Name="${name}" Type="0" Start="${start}" Num="${num}" Red="40" Green="226" Blue="20"/>`;
    expect(await marks(TEMPO, HOT)).toMatchObject({ added: [], removed: [{ num: '-1', start: 30 }], changed: [] });
    expect(await marks(TEMPO, HOT, MEMORY, cue(1, '60.000'))).toMatchObject({
      added: [{ num: '1', start: 60 }],
      removed: [],
    });
    expect(await marks(TEMPO, MEMORY, cue(0, '13.000'))).toMatchObject({
      changed: [{ from: { start: 12.048 }, to: { start: 13 } }],
      added: [],
      removed: [],
    });
    expect(await marks(TEMPO, HOT, MEMORY.replace('Name=""', 'Name="Drop"'))).toMatchObject({
      changed: [{ from: { name: '' }, to: { name: 'Drop' } }],
    });
    expect(await marks(TEMPO, MEMORY, HOT)).toEqual({ added: [], removed: [], changed: [], reordered: true });
  });

  test('compares a cue that became a loop', async () => {
    const loop = '<POSITION_MARK Name="" Type="4" Start="30.000" End="34.000" Num="-1"/>';
    const { changed } = await diff(fileXml(), ofTrack({}, TEMPO + HOT + loop));
    expect(changed[0].marks?.changed).toMatchObject([{ from: { type: '0', end: null }, to: { type: '4', end: 34 } }]);
  });

  test('compares other children', async () => {
    const { changed } = await diff(fileXml(), ofTrack({}, `${TEMPO}${HOT}${MEMORY}<MY_TAG Name="dark"/>`));
    expect(changed[0].others).toEqual({ added: ['["MY_TAG",["Name","dark"]]'], removed: [] });
  });

  test('compares playlists by their tracks, not by numbers', async () => {
    const tracks = ['1', '2', '3', '4'].map(other);
    const renumbered = tracks.map((track) => track.replace(/TrackID="(\d)"/, 'TrackID="1$1"'));
    const from = fileXml({ tracks, nodes: playlist('Set', '1', '2', '3', '4') });
    const same = fileXml({ tracks: renumbered, nodes: playlist('Set', '11', '12', '13', '14') });
    expect((await diff(from, same)).playlists).toEqual(NOTHING.playlists);
    const changed = fileXml({ tracks: renumbered, nodes: playlist('Set', '14', '11', '11', '12') });
    expect((await diff(from, changed)).playlists.changed).toEqual([
      { kind: 'playlist', folders: [], name: 'Set', added: ['Ada - T1'], removed: ['Ada - T3'], moved: 1 },
    ]);
  });

  test('finds added, removed and moved playlists', async () => {
    const from = fileXml({ nodes: NODES + playlist('Old'), count: 2 });
    const to = fileXml({
      nodes: `<NODE Name="2024" Type="0" Count="2">${NODES}${playlist('New', '1', '1')}</NODE>`,
      count: 1,
    });
    const { playlists } = await diff(from, to);
    expect(playlists).toMatchObject({
      added: [
        { name: '2024', kind: 'folder' },
        { name: 'New', folders: ['2024'] },
      ],
      removed: [{ name: 'Old' }],
      moved: [{ from: { name: 'Set', folders: [] }, to: { name: 'Set', folders: ['2024'] } }],
      changed: [],
    });
  });

  test('tells tracks in another order apart', async () => {
    const from = fileXml({ tracks: [trackXml(), other('2')] });
    const to = fileXml({ tracks: [other('2'), trackXml()] });
    expect(await diff(from, to)).toEqual({
      ...NOTHING,
      reordered: true,
      counts: { same: 2, added: 0, removed: 0, changed: 0 },
    });
  });

  test('lists at most as many tracks as asked for, and counts all', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => String(i + 1));
    const from = fileXml({ tracks: ids.map(other) });
    const { changed, counts } = await diff(from, from.replaceAll('Rating="153"', 'Rating="0"'), { limit: 4 });
    expect(changed).toHaveLength(4);
    expect(counts.changed).toBe(30);
  });

  test('refuses a file that is not XML, by its name', async () => {
    const file = await writeXml('{}', 'broken.xml');
    await expect(diffRekordboxXml(await writeXml(fileXml()), file)).rejects.toThrow('broken.xml');
  });
});
