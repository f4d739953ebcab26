import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, test } from 'vitest';
import { collect } from '../model/test-collect.ts';
import { readTraktorNml } from './read-traktor-nml.ts';
import { cue, entry, folder, HERE, location, nml, playlist } from './test-nml.ts';

const tracksOf = async (collection: string) => (await collect(readTraktorNml(nml(collection)))).tracks;
const oneOf = async (content: string, attributes?: string) => (await tracksOf(entry(HERE + content, attributes)))[0];

test('reads everything that Traktor stores of a track', async () => {
  const { source, tracks, warnings } = await collect(
    readTraktorNml(
      nml(
        entry(
          `${HERE}
<ALBUM TRACK="4" TITLE="Eis &amp; Schnee"></ALBUM>
<MODIFICATION_INFO AUTHOR_TYPE="user"></MODIFICATION_INFO>
<INFO BITRATE="320000" GENRE="House" LABEL="Label" COMMENT="warm" RATING="second" REMIXER="Süd" KEY="8m" PLAYCOUNT="7" PLAYTIME="401" PLAYTIME_FLOAT="400.629944" RANKING="204" IMPORT_DATE="2011/11/8" LAST_PLAYED="2022/12/8" RELEASE_DATE="2008/1/1" FLAGS="30" FILESIZE="69172" COLOR="4"></INFO>
<TEMPO BPM="128.000000" BPM_QUALITY="100.000000"></TEMPO>
<LOUDNESS PEAK_DB="-0.1" PERCEIVED_DB="-2" ANALYZED_DB="-2"></LOUDNESS>
<MUSICAL_KEY VALUE="0"></MUSICAL_KEY>
${cue(4, 52.5, { name: 'AutoGrid', pad: 0 })}${cue(0, 15_052.5, { name: 'Dröp', pad: 1, more: ' COLOR="#00FF00"' })}`,
          'MODIFIED_DATE="2024/4/25" LOCK="1" AUDIO_ID="AIQB" TITLE="Wärme" ARTIST="Nord"',
        ),
      ),
    ),
  );
  expect(source).toEqual({ type: 'source', program: 'Traktor', version: '19', clock: 'traktor' });
  expect(warnings).toEqual([]);
  expect(tracks).toEqual([
    {
      id: 'C:/:Music/:House/:a.mp3',
      path: 'C:\\Music\\House\\a.mp3',
      location: 'C:/:Music/:House/:a.mp3',
      isStream: false,
      title: 'Wärme',
      artist: 'Nord',
      album: 'Eis & Schnee',
      genre: 'House',
      label: 'Label',
      remixer: 'Süd',
      comments: 'warm',
      year: 2008,
      durationS: 400.629944,
      bpm: 128,
      key: '8m',
      stars: 4,
      color: 0x00ff00,
      playCount: 7,
      added: '2011-11-08',
      lastPlayed: '2022-12-08',
      grid: [{ timeS: 0.0525, bpm: 128, metre: '4/4', beat: 1 }],
      marks: [{ kind: 'cue', name: 'Dröp', pad: 1, startS: 15.0525, endS: null, color: 0x00ff00 }],
      tags: [],
    },
  ]);
});

test('leaves out what is not there, and values that are nonsense', async () => {
  const track = await oneOf(
    '<INFO PLAYCOUNT="x" PLAYTIME="-5" RANKING="0" IMPORT_DATE="2019/13/41" COLOR="99"></INFO><TEMPO BPM="NaN"></TEMPO><MUSICAL_KEY VALUE="24"></MUSICAL_KEY>',
    'TITLE=""',
  );
  expect(Object.keys(track).sort()).toEqual(['grid', 'id', 'isStream', 'location', 'marks', 'path', 'tags']);
});

test.each([
  ['0', 'C'],
  ['1', 'Db'],
  ['9', 'A'],
  ['12', 'Cm'],
  ['21', 'Am'],
  ['23', 'Bm'],
])('takes the analysed key %s if there is no text: %s', async (value, key) => {
  expect((await oneOf(`<MUSICAL_KEY VALUE="${value}"></MUSICAL_KEY>`)).key).toBe(key);
  expect((await oneOf(`<INFO KEY="off"></INFO><MUSICAL_KEY VALUE="${value}"></MUSICAL_KEY>`)).key).toBe(key);
});

describe('paths', () => {
  test.each([
    ['C:', '/:Music/:', 'a.mp3', 'C:\\Music\\a.mp3'],
    ['d:', '/:', 'a.mp3', 'D:\\a.mp3'],
    ['\\\\nas\\music', '/:House/:', 'a.mp3', '\\\\nas\\music\\House\\a.mp3'],
    ['Macintosh HD', '/:Users/:dj/:Music/:', 'Ä/b.mp3', '/Users/dj/Music/Ä/b.mp3'],
    ['My Mac', '/:Users/:dj/:', 'a.mp3', '/Users/dj/a.mp3'],
    ['USB STICK', '/:Sets/:', 'a:b.mp3', '/Volumes/USB STICK/Sets/a:b.mp3'],
    ['USB', '/::odd/:', ':a', '/Volumes/USB/:odd/:a'],
    ['', '/:home/:dj/:', 'a.mp3', '/home/dj/a.mp3'],
  ])('volume %s, folders %s, file %s', async (volume, dir, file, path) => {
    const [track] = await tracksOf(entry(location(volume, dir, file)));
    expect(track.path).toBe(path);
    expect(track.location).toBe(volume + dir + file);
  });
});

describe('marks and grid', () => {
  test('reads every type', async () => {
    const { marks } = await oneOf(
      [
        cue(0, 1000, { name: 'Cue', pad: 0 }),
        cue(1, 2000, { name: 'In', pad: 1 }),
        cue(2, 3000, { name: 'Out' }),
        cue(3, 4000, { name: 'Load', pad: 7 }),
        cue(5, 5000, { name: 'Loop', length: 2000, pad: 2 }),
        cue(5, 6000, { name: 'no length', pad: 3 }),
      ].join(''),
    );
    expect(marks.map(({ kind, name, pad, startS, endS }) => [kind, name, pad, startS, endS])).toEqual([
      ['cue', 'Cue', 0, 1, null],
      ['fade-in', 'In', 1, 2, null],
      ['fade-out', 'Out', null, 3, null],
      ['load', 'Load', 7, 4, null],
      ['loop', 'Loop', 2, 5, 7],
      ['cue', 'no length', 3, 6, null],
    ]);
  });

  test('reads the several grid markers of Traktor 4, each with its tempo', async () => {
    const { grid } = await oneOf(
      `<TEMPO BPM="120"></TEMPO>${cue(4, 20_000, { name: 'AutoGrid', bpm: 125 })}${cue(4, 500, { name: 'AutoGrid', bpm: 120 })}`,
    );
    expect(grid).toEqual([
      { timeS: 0.5, bpm: 120, metre: '4/4', beat: 1 },
      { timeS: 20, bpm: 125, metre: '4/4', beat: 1 },
    ]);
  });

  test('keeps a hot cue on a grid marker that the DJ set, but not Traktor’s own', async () => {
    const own = await oneOf(`<TEMPO BPM="120"></TEMPO>${cue(4, 500, { name: 'AutoGrid', pad: 0 })}`);
    expect(own.marks).toEqual([]);
    const set = await oneOf(
      `<TEMPO BPM="120"></TEMPO>${cue(4, 500, { name: 'Beat', pad: 0 })}${cue(0, 900, { pad: 1 })}`,
    );
    expect(set.marks.map(({ name, pad, startS }) => [name, pad, startS])).toEqual([
      ['', 1, 0.9],
      ['Beat', 0, 0.5],
    ]);
    expect(set.grid).toHaveLength(1);
  });

  test('has no grid without a tempo, and starts one before 0 at its first beat', async () => {
    expect((await oneOf(cue(4, 500))).grid).toEqual([]);
    const { grid } = await oneOf(cue(4, -600, { bpm: 120 }));
    expect(grid).toEqual([{ timeS: expect.closeTo(0.4, 9), bpm: 120, metre: '4/4', beat: 3 }]);
  });

  test('warns with the line of elements that can’t be read', async () => {
    const odd = `${HERE}\n${cue(9, 1)}${cue(0, Number.NaN)}${cue(0, 1000)}`;
    const { tracks, warnings } = await collect(readTraktorNml(nml(entry(odd))));
    expect(tracks[0].marks).toHaveLength(1);
    expect(warnings).toEqual([
      "XML data, line 5: <CUE_V2> has values that can't be read, so it is left out.",
      "XML data, line 6: <CUE_V2> has values that can't be read, so it is left out.",
    ]);
  });
});

test('reads folders and playlists in order, with repeats, and counts what is not there', async () => {
  const key = 'C:/:Music/:House/:a.mp3';
  const smart =
    '<NODE TYPE="SMARTLIST" NAME="Fast"><SMARTLIST UUID="u"><SEARCH_EXPRESSION VERSION="1" QUERY="$BPM &gt; 130"></SEARCH_EXPRESSION></SMARTLIST></NODE>';
  const nodes = [
    playlist('Top', key, key, 'C:/:gone.mp3'),
    folder('Sets', folder('2024', playlist('Friday', key)), playlist('Empty')),
    playlist('_LOOPS'),
    smart,
  ];
  const { playlists, warnings } = await collect(readTraktorNml(nml(entry(HERE), nodes.join(''))));
  expect(playlists).toEqual([
    { folders: [], name: 'Top', trackIds: [key, key] },
    { folders: ['Sets', '2024'], name: 'Friday', trackIds: [key] },
    { folders: ['Sets'], name: 'Empty', trackIds: [] },
  ]);
  expect(warnings).toEqual([
    'XML data: Playlists name 1 tracks that are not in the collection.',
    'XML data: Smart lists are rules without tracks; 1 were skipped.',
  ]);
});

test('reads deep folders, and refuses endless ones', async () => {
  const nested = (depth: number): string => (depth === 0 ? playlist('P') : folder(`f${depth}`, nested(depth - 1)));
  const { playlists } = await collect(readTraktorNml(nml('', nested(20))));
  expect(playlists[0].folders).toHaveLength(20);
  await expect(collect(readTraktorNml(nml('', nested(2000))))).rejects.toMatchObject({ code: 'xml' });
});

test('gives a track once, and leaves out one without a file', async () => {
  const { tracks, warnings } = await collect(
    readTraktorNml(nml(entry(HERE) + entry(HERE, 'TITLE="again"') + entry(''))),
  );
  expect(tracks.map(({ title }) => title)).toEqual(['T']);
  expect(warnings[0]).toMatch(/line 6: a track has no file, so it is left out/);
});

test('says what a wrong file is', async () => {
  const folderPath = await temporaryFolder();
  const path = join(folderPath, 'a.nml');
  const write = async (text: string) => {
    await writeFile(path, text);
    return collect(readTraktorNml(path));
  };
  await expect(write('<DJ_PLAYLISTS/>')).rejects.toThrow(/a\.nml: this is not a Traktor file.* It is a Rekordbox file/);
  await expect(write('')).rejects.toMatchObject({ code: 'xml', path });
  await expect(write(nml(entry(HERE)).toString().slice(0, 300))).rejects.toMatchObject({ code: 'xml', path });
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><NML VERSION="&b;"></NML>';
  await expect(write(bomb)).rejects.toMatchObject({ code: 'xml' });
  await expect(collect(readTraktorNml(join(folderPath, 'none.nml')))).rejects.toThrow(/There is no file .*none\.nml/);
  await mkdir(join(folderPath, 'd.nml'));
  await expect(collect(readTraktorNml(join(folderPath, 'd.nml')))).rejects.toThrow(/it is a folder/);
});
