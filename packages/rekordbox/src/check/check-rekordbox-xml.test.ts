import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, test } from 'vitest';
import { type CheckXmlOptions, checkRekordboxXml } from './check-rekordbox-xml.ts';
import { CHECK_RULES, type CheckRule } from './check-rules.ts';
import { fileXml, HOT, MEMORY, NODES, TEMPO, trackXml, writeXml } from './test-xml.ts';

async function brokenRules(xml: string | Uint8Array, options: CheckXmlOptions = {}): Promise<CheckRule[]> {
  const { rules } = await checkRekordboxXml(await writeXml(xml), options);
  return rules.map(({ rule }) => rule);
}

const ofTrack = (values: Record<string, string | null>, children?: string) =>
  fileXml({ tracks: [trackXml(values, children)] });
const ofChildren = (...children: string[]) => fileXml({ tracks: [trackXml({}, children.join(''))] });
const second = (values: Record<string, string>) =>
  fileXml({ tracks: [trackXml(), trackXml({ TrackID: '2', Location: 'file://localhost/C:/b.mp3', ...values })] });
const at = (path: string) => ofTrack({ Location: `file://localhost/C:/${path}` });
const hot = (num: number, start: number) =>
  `<POSITION_MARK Name="" Type="0" Start="${start}.000" Num="${num}" Red="40" Green="226" Blue="20"/>`;
const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const tempo = (values: string) => `<TEMPO ${values}/>`;
const mark = (values: string) => `<POSITION_MARK Name="" ${values}/>`;
const RGB = 'Red="40" Green="226" Blue="20"';
const deep = (levels: number): string =>
  levels === 0 ? NODES : `<NODE Name="F" Type="0" Count="1">${deep(levels - 1)}</NODE>`;

/** Files that break one rule each. */
const BROKEN: Partial<Record<CheckRule, string | readonly string[]>> = {
  'not-rekordbox': '<?xml version="1.0"?><NML VERSION="19"><HEAD/></NML>',
  'collection-missing':
    '<DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="a" Version="7" Company=""/><PLAYLISTS/></DJ_PLAYLISTS>',
  'collection-empty': fileXml({ tracks: [], nodes: '', count: 0 }),
  'collection-entries': fileXml({ entries: 1437 }),
  'byte-order-mark': `\uFEFF${fileXml()}`,
  'file-version': fileXml().replace('"1.0.0"', '"2"'),
  'product-missing': fileXml().replace(/<PRODUCT[^>]*>/, ''),
  'no-grids': ofChildren(HOT),
  'key-notations': second({ Tonality: '2m' }),
  // the Python rbassist wrote MY_TAG
  'unknown-element': [
    ofChildren(TEMPO, '<MY_TAG Name="dark"/>'),
    fileXml().replace('<PLAYLISTS>', '<EXTRA/><PLAYLISTS>'),
  ],
  'unknown-attribute': ofTrack({ MyTag: 'dark' }),
  'track-id-missing': fileXml({ tracks: [trackXml({ TrackID: null })], nodes: '', count: 0 }),
  'track-id-invalid': [ofTrack({ TrackID: 'one' }), ofTrack({ TrackID: '-4' })].map((xml) =>
    xml.replace(NODES, '').replace('Count="1"', 'Count="0"'),
  ),
  'track-id-twice': second({ TrackID: '1' }),
  'track-id-large': ofTrack({ TrackID: '268435456' }).replace('Key="1"', 'Key="268435456"'),
  'location-missing': [ofTrack({ Location: '' }), ofTrack({ Location: null })],
  'location-not-absolute': [ofTrack({ Location: 'a.mp3' }), ofTrack({ Location: 'Music/a.mp3' })],
  'location-long': at(`${'a'.repeat(260)}.mp3`),
  'location-host': [
    ofTrack({ Location: 'file:///C:/Music/a.mp3' }),
    ofTrack({ Location: 'file://localhostC:/Music/a.mp3' }),
    ofTrack({ Location: '/Users/ada/a.mp3' }),
    ofTrack({ Location: 'C:\\Music\\a.mp3' }),
  ],
  'location-encoding': [
    at('Ada%20%C3%A9.mp3'),
    at('Ada Strings.mp3'),
    at('Ada%28live%29.mp3'),
    at('Björk.mp3'),
    // as encodeURI writes it
    at("Ada's.mp3"),
  ],
  'location-double-slash': [at('Music//a.mp3'), ofTrack({ Location: 'file://localhost//Users/ada/a.mp3' })],
  'location-not-utf8': at('Bj%f6rk.mp3'),
  'location-twice': second({ Location: 'file://localhost/C:/Music/Ada%20-%20Strings.mp3' }),
  'location-twin': [
    second({ Location: 'file://localhost/c:/MUSIC/Ada%20-%20Strings.mp3' }).replace('/c:', '/C:'),
    fileXml({
      tracks: [
        trackXml({ Location: 'file://localhost/C:/Bj%c3%b6rk.mp3' }),
        trackXml({ TrackID: '2', Location: 'file://localhost/C:/Bjo%cc%88rk.mp3' }),
      ],
    }),
  ],
  'format-unknown': [at('a.ogg'), at('a.wma'), at('a')],
  'kind-missing': [ofTrack({ Kind: '' }), ofTrack({ Kind: null })],
  'kind-unknown': ofTrack({ Kind: 'Unknown Format' }),
  'total-time-missing': [ofTrack({ TotalTime: '' }), ofTrack({ TotalTime: null }), ofTrack({ TotalTime: '3:20' })],
  'total-time-zero': ofTrack({ TotalTime: '0' }),
  'number-invalid': [ofTrack({ Year: 'MMXX' }), ofTrack({ PlayCount: '-1' }), ofTrack({ BitRate: '319.5' })],
  'bpm-invalid': [ofTrack({ AverageBpm: 'fast' }), ofTrack({ AverageBpm: '-128.00' })],
  'bpm-range': [ofTrack({ AverageBpm: '1280.00' }), ofTrack({ AverageBpm: '1.28' })],
  'date-malformed': [
    ofTrack({ DateAdded: '9.3.2024' }),
    ofTrack({ DateAdded: '2024-3-9' }),
    ofTrack({ DateAdded: '2023-02-29' }),
  ],
  // ×51 is for XML, 1 to 5 for the database
  'rating-invalid': [ofTrack({ Rating: '5' }), ofTrack({ Rating: '100' })],
  'colour-malformed': [ofTrack({ Colour: '#FF007F' }), ofTrack({ Colour: 'Rose' })],
  'colour-unknown': ofTrack({ Colour: '0x123456' }),
  'text-garbled': ofTrack({ Comments: 'a\u0085b' }),
  'text-break': [ofTrack({ Comments: 'a\tb' }), ofTrack({ Comments: 'a\nb' })],
  'text-not-xml': ofTrack({ Artist: 'a\uFFFEb' }),
  'text-reference': [ofTrack({ Comments: 'caf&#233;' }), ofTrack({ Comments: 'It&#x2019;s' })],
  'text-swapped': ofChildren(TEMPO, '<POSITION_MARK Name="䐀爀漀瀀" Type="0" Start="1.000" Num="-1"/>'),
  'tempo-invalid': [
    ofChildren(tempo('Inizio="0.048" Bpm="128.00" Metro="4/4"')),
    ofChildren(tempo('Inizio="" Bpm="128.00" Metro="4/4" Battito="1"')),
    ofChildren(tempo('Inizio="0.048" Bpm="0.00" Metro="4/4" Battito="1"')),
    ofChildren(tempo('Inizio="0.048" Bpm="128.00" Metro="four" Battito="1"')),
  ],
  'tempo-negative': ofChildren(tempo('Inizio="-0.048" Bpm="128.00" Metro="4/4" Battito="1"')),
  'tempo-unsorted': ofChildren(
    tempo('Inizio="0.500" Bpm="128.00" Metro="4/4" Battito="2"'),
    tempo('Inizio="0.031" Bpm="128.00" Metro="4/4" Battito="1"'),
  ),
  'tempo-after-mark': ofChildren(HOT, TEMPO),
  'tempo-beat': [
    ofChildren(tempo('Inizio="0.048" Bpm="128.00" Metro="4/4" Battito="5"')),
    ofChildren(tempo('Inizio="0.048" Bpm="128.00" Metro="4/4" Battito="0"')),
  ],
  'tempo-beat-jump': ofChildren(TEMPO, tempo('Inizio="0.517" Bpm="128.00" Metro="4/4" Battito="1"')),
  'tempo-late': ofChildren(tempo('Inizio="15.000" Bpm="128.00" Metro="4/4" Battito="1"')),
  'tempo-drift': ofTrack({ AverageBpm: '128.04' }),
  'mark-invalid': [
    ofChildren(TEMPO, mark(`Type="0" Start="" Num="0" ${RGB}`)),
    ofChildren(TEMPO, mark(`Start="1.000" Num="0" ${RGB}`)),
    ofChildren(TEMPO, mark(`Type="0" Start="1.000" ${RGB}`)),
  ],
  'mark-type': [
    ofChildren(TEMPO, mark('Type="1" Start="1.000" Num="-1"')),
    // a tool writes words
    ofChildren(TEMPO, mark('Type="CUE" Start="1.000" Num="-1"')),
  ],
  'mark-number': ofChildren(TEMPO, hot(16, 1)),
  'mark-new-pad': ofChildren(TEMPO, hot(8, 1)),
  'mark-negative': ofChildren(TEMPO, mark('Type="0" Start="-0.026" Num="-1"')),
  'mark-beyond-end': ofChildren(TEMPO, hot(0, 302)),
  'mark-pad-twice': ofChildren(TEMPO, hot(0, 1), hot(0, 2)),
  'too-many-memory': ofChildren(TEMPO, ...range(11).map((i) => mark(`Type="0" Start="${i}.000" Num="-1"`))),
  'loop-without-end': ofChildren(TEMPO, mark('Type="4" Start="1.000" Num="-1"')),
  'loop-end': [
    ofChildren(TEMPO, mark('Type="4" Start="2.000" End="1.000" Num="-1"')),
    ofChildren(TEMPO, mark('Type="4" Start="2.000" End="2.000" Num="-1"')),
  ],
  'cue-with-end': ofChildren(TEMPO, mark('Type="0" Start="1.000" End="2.000" Num="-1"')),
  'mark-colour': [
    ofChildren(TEMPO, mark('Type="0" Start="1.000" Num="0"')),
    ofChildren(TEMPO, mark('Type="0" Start="1.000" Num="0" Red="300" Green="0" Blue="0"')),
    ofChildren(TEMPO, mark('Type="0" Start="1.000" Num="0" Red="40"')),
  ],
  'memory-colour': ofChildren(TEMPO, mark(`Type="0" Start="1.000" Num="-1" ${RGB}`)),
  'playlists-missing': fileXml().replace(/<PLAYLISTS>.*<\/PLAYLISTS>/s, ''),
  'node-type': fileXml({ nodes: NODES.replace('Type="1"', 'Type="2"').replace('Entries', 'Count') }),
  'node-name': fileXml({ nodes: NODES.replace('Name="Set"', 'Name=""') }),
  'node-name-twice': fileXml({ nodes: NODES + NODES, count: 2 }),
  'node-depth': fileXml({ nodes: deep(10) }),
  'folder-count': fileXml({ count: 24 }),
  'playlist-entries': fileXml({ nodes: NODES.replace('Entries="1"', 'Entries="125"') }),
  'playlist-key-type': [
    fileXml({ nodes: NODES.replace('KeyType="0"', 'KeyType="1"') }),
    fileXml({ nodes: NODES.replace('KeyType="0"', '') }),
    fileXml({ nodes: NODES.replace('Key="1"', 'Key="file://localhost/C:/Music/Ada%20-%20Strings.mp3"') }),
  ],
  'playlist-key-dangling': [
    fileXml({ nodes: NODES.replace('Key="1"', 'Key="2"') }),
    fileXml({
      nodes: NODES.replace('KeyType="0"', 'KeyType="1"').replace('Key="1"', 'Key="file://localhost/C:/b.mp3"'),
    }),
  ],
};

/** Rules that have a test of their own below. */
const ELSEWHERE: readonly CheckRule[] = ['not-xml', 'text-not-utf8', 'track-too-large', 'file-missing', 'too-many-hot'];

describe('checkRekordboxXml', () => {
  test('finds nothing in a file as Rekordbox writes it', async () => {
    const check = await checkRekordboxXml(await writeXml(fileXml()));
    expect(check).toMatchObject({
      program: 'rekordbox',
      version: '6.8.2',
      tracks: 1,
      streams: 0,
      playlists: 1,
      rules: [],
    });
    expect(check.counts).toEqual({ refused: 0, ignored: 0, odd: 0 });
  });

  test('has a test for every rule', () => {
    expect([...Object.keys(BROKEN), ...ELSEWHERE].sort()).toEqual(Object.keys(CHECK_RULES).sort());
  });

  const cases = Object.entries(BROKEN).flatMap(([rule, files]) =>
    [files].flat().map((xml, i): [string, number, string] => [rule, i, xml]),
  );
  test.each(cases)('reports %s, file %i, and nothing else', async (rule, _, xml) => {
    expect(await brokenRules(xml)).toEqual([rule]);
  });

  test.each([
    [
      'a folder and a playlist of one name',
      fileXml({ nodes: `${NODES}<NODE Name="Set" Type="0" Count="0"/>`, count: 2 }),
    ],
    [
      'a track twice in a playlist',
      fileXml({ nodes: NODES.replace('Entries="1"', 'Entries="2"').replace('<TRACK', '<TRACK Key="1"/><TRACK') }),
    ],
    [
      'keys that are Locations, in another spelling',
      fileXml({
        nodes: NODES.replace('KeyType="0"', 'KeyType="1"').replace(
          'Key="1"',
          'Key="file://localhost/C:/Music/Ada - Strings.mp3"',
        ),
      }),
    ],
    [
      'playlists before the collection',
      fileXml().replace(/(<COLLECTION.*<\/COLLECTION>)(\s*)(<PLAYLISTS>.*<\/PLAYLISTS>)/s, '$3$2$1'),
    ],
    ['a hot and a memory cue at one place', ofChildren(TEMPO, hot(0, 30), MEMORY)],
    ['a memory loop', ofChildren(TEMPO, mark('Type="4" Start="1.000" End="2.000" Num="-1"'))],
    [
      '16 pads in a file of Rekordbox 7',
      fileXml({
        tracks: [
          trackXml(
            {},
            TEMPO +
              range(16)
                .map((i) => hot(i, i))
                .join(''),
          ),
        ],
        version: '7.2.8',
      }),
    ],
    ['10 memory cues', ofChildren(TEMPO, ...range(10).map((i) => mark(`Type="0" Start="${i}.000" Num="-1"`)))],
    ['a track that is not analysed', ofTrack({ AverageBpm: '0.00', Tonality: '' }, '')],
    ['no date and no colour', ofTrack({ DateAdded: '', Colour: '' })],
    ['a colour of a track', ofTrack({ Colour: '0xFF007F' })],
    ['a localised kind', ofTrack({ Kind: 'Mp3-Datei ' })],
    [
      'one millisecond between anchors',
      ofChildren(TEMPO, tempo('Inizio="0.518" Bpm="128.00" Metro="4/4" Battito="2"')),
    ],
    ['an NFD name', at('Bjo%cc%88rk.mp3')],
    [
      'characters that no URL has',
      at('A#1 (live) [x] %26amp; B.mp3')
        .replace('[x] ', '%5bx%5d%20')
        .replace('A#1 (live) ', 'A#1%20(live)%20')
        .replace('amp; B', 'amp;%20B'),
    ],
    ['names that Chinese writes', ofTrack({ Name: '夜曲' })],
    ['a path of 255 characters', at(`${'a'.repeat(248)}.mp3`)],
  ])('accepts %s', async (_, xml) => {
    expect(await brokenRules(xml)).toEqual([]);
  });

  test.each([
    'file://localhost/soundcloud:tracks:900261313',
    'file://localhostsoundcloud:tracks:900261313',
    'file://localhosttidal:tracks:1',
    'file://localhostspotify:track:4uLU6hMCjMI75M1A2tKUQC',
  ])('accepts the streaming entry %s, which is never missing', async (Location) => {
    const stream = { Location, Kind: 'Unknown Format', Size: '0', Name: '', Artist: '', TotalTime: '0' };
    const check = await checkRekordboxXml(await writeXml(ofTrack(stream)), { files: 'all' });
    expect(check).toMatchObject({ streams: 1, filesChecked: 0, rules: [] });
  });

  test('reports more than 16 hot cues', async () => {
    const xml = fileXml({
      tracks: [
        trackXml(
          {},
          TEMPO +
            range(17)
              .map((i) => hot(i, i))
              .join(''),
        ),
      ],
      version: '7.0.0',
    });
    expect(await brokenRules(xml)).toEqual(['mark-number', 'too-many-hot']);
  });

  test('holds a bounded number of elements of a track', async () => {
    const check = await checkRekordboxXml(await writeXml(ofChildren(TEMPO, MEMORY.repeat(30_000))));
    const { count } = check.rules.find(({ rule }) => rule === 'track-too-large') ?? {};
    expect(count).toBe(1);
  });

  test('reports bytes that are not UTF-8', async () => {
    const latin1 = Buffer.from(ofTrack({ Artist: 'Björk' }), 'latin1');
    expect(await brokenRules(latin1)).toEqual(['text-not-utf8']);
  });

  test('names line, column, track, and what the file has', async () => {
    const { rules } = await checkRekordboxXml(await writeXml(ofTrack({ Rating: '5' })));
    expect(rules[0]).toMatchObject({ rule: 'rating-invalid', severity: 'ignored', source: 'measured', count: 1 });
    expect(rules[0].findings).toEqual([
      { rule: 'rating-invalid', severity: 'ignored', line: 6, column: 1, name: 'Strings', found: 'Rating "5"' },
    ]);
  });

  test('lists the severest rules first, and counts findings that it does not list', async () => {
    const tracks = range(50).map((i) =>
      trackXml({ TrackID: String(i), Rating: '5', Location: `file://localhost/C:/${i}.ogg` }),
    );
    const { rules, counts } = await checkRekordboxXml(await writeXml(fileXml({ tracks, entries: 3 })), { perRule: 2 });
    expect(rules.map(({ rule, count, findings }) => [rule, count, findings.length])).toEqual([
      ['format-unknown', 50, 2],
      ['rating-invalid', 50, 2],
      ['collection-entries', 1, 1],
    ]);
    expect(counts).toEqual({ refused: 50, ignored: 50, odd: 1 });
  });

  test('looks for files of folders that are there, or of all', async () => {
    const folder = await temporaryFolder('music');
    await writeFile(join(folder, 'here.mp3'), '');
    const track = (id: string, path: string) => trackXml({ TrackID: id, Location: `file://localhost${path}` });
    const tracks = [
      track('1', join(folder, 'here.mp3')),
      track('2', join(folder, 'gone.mp3')),
      track('3', '/Volumes/GONE/a.mp3'),
    ];
    const file = await writeXml(fileXml({ tracks }));
    const found = async (files: 'all' | 'present-drives' | 'none') => {
      const { rules, filesChecked } = await checkRekordboxXml(file, { files });
      return [filesChecked, ...rules.flatMap(({ rule, count }) => [rule, count])];
    };
    expect(await found('present-drives')).toEqual([2, 'file-missing', 1]);
    expect(await found('all')).toEqual([3, 'file-missing', 2]);
    expect(await found('none')).toEqual([0]);
  });

  test.each([
    ['empty', ''],
    ['truncated', fileXml().slice(0, 700)],
    ['truncated in a tag', fileXml().slice(0, 300)],
    ['gzip', gzipSync(fileXml())],
    ['UTF-16', Buffer.from(`\uFEFF${fileXml()}`, 'utf16le')],
    ['text', 'not XML at all'],
    ['JSON', '{"tracks": {}}'],
    ['in another encoding', fileXml().replace('UTF-8', 'ISO-8859-1')],
    ['bytes', Buffer.from([0xff, 0x00, 0x3c, 0xfe, 0x80])],
    ['a control character', fileXml().replace('Strings', 'Str\u0001ngs')],
    ['a reference to a control character', fileXml().replace('Strings', 'Str&#1;ngs')],
    ['an unknown entity', fileXml().replace('Strings', 'Str&x;ngs')],
    ['a document type', fileXml().replace('<DJ_PLAYLISTS', '<!DOCTYPE a [<!ENTITY x "y">]><DJ_PLAYLISTS')],
    ['two roots', fileXml() + fileXml().slice(40)],
    ['elements too deep', `<DJ_PLAYLISTS>${'<NODE Type="0" Name="a" Count="1">'.repeat(60)}`],
    ['an attribute twice', fileXml().replace('Name="Strings"', 'Name="a" Name="b"')],
  ])('reports a file that is %s as not XML', async (_, contents) => {
    const { rules, counts } = await checkRekordboxXml(await writeXml(contents));
    const first = rules[0];
    expect(first).toMatchObject({ rule: 'not-xml', severity: 'refused', count: 1 });
    expect(first.findings[0].line).toBeGreaterThan(0);
    expect(counts.refused).toBe(1);
  });

  test('refuses an invalid option, and a file that is not there', async () => {
    await expect(checkRekordboxXml('', {})).rejects.toThrow('file must be a string that is not empty');
    await expect(checkRekordboxXml('a.xml', { files: 'some' as never })).rejects.toThrow('files must be one of');
    const path = join(await temporaryFolder('none'), 'a.xml');
    await expect(checkRekordboxXml(path)).rejects.toMatchObject({ message: `There is no file ${path}.` });
  });

  test('stops when it is aborted', async () => {
    const signal = AbortSignal.abort();
    await expect(checkRekordboxXml(await writeXml(fileXml()), { signal })).rejects.toThrow();
  });
});
