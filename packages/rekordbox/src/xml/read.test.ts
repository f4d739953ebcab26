import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, test } from 'vitest';
import type { DjEntry, DjTrack } from '../model/dj-track.ts';
import { readRekordboxXml } from './read-rekordbox-xml.ts';
import { collect, FEATURES } from './test-file.ts';
import { XmlError } from './xml-error.ts';

const read = (text: string): Promise<DjEntry[]> => collect(readRekordboxXml(Buffer.from(text)));
const tracksOf = (entries: DjEntry[]): DjTrack[] =>
  entries.flatMap((entry) => (entry.type === 'track' ? [entry.track] : []));

describe('readRekordboxXml', () => {
  test('reads playlists that stand before the collection', async () => {
    const [, tree] = /( {2}<PLAYLISTS>.*<\/PLAYLISTS>\r\n)/s.exec(FEATURES) ?? [];
    const before = FEATURES.replace(tree, '').replace('  <COLLECTION', `${tree}  <COLLECTION`);
    const playlistsOf = (entries: DjEntry[]) => entries.filter(({ type }) => type === 'playlist');
    const entries = await read(before);
    expect(playlistsOf(entries)).toEqual(playlistsOf(await read(FEATURES)));
    expect(entries.filter(({ type }) => type === 'warning')).toEqual([]);
    expect(entries.findIndex(({ type }) => type === 'playlist')).toBeGreaterThan(6);
  });

  test('warns of tracks in a node that is no playlist', async () => {
    const entries = await read(FEATURES.replace('Name="Deep" Type="1"', 'Name="Deep" Type="2"'));
    expect(entries).toContainEqual({ type: 'warning', message: expect.stringContaining('"Deep" is no playlist') });
  });

  test('shortens long values in warnings', async () => {
    const entries = await read(FEATURES.replaceAll('Key="7"', `Key="${'9'.repeat(100_000)}"`));
    const messages = entries.flatMap((entry) => (entry.type === 'warning' ? [entry.message] : []));
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(message.length).toBeLessThan(400);
  });

  test('refuses a file that changes while it is read', async () => {
    const file = join(await temporaryFolder('read-xml'), 'rekordbox.xml');
    await writeFile(file, FEATURES);
    const run = async () => {
      for await (const { type } of readRekordboxXml(file)) if (type === 'source') await appendFile(file, '\n');
    };
    await expect(run()).rejects.toThrow('rekordbox.xml: the file changed while it was read');
  });

  test.each([
    ['the Python rbassist', 'Name="rbassist" Version="0.1.0" Company="You"', 'samples'],
    ['rbassist', 'Name="rbassist" Version="1.0.0" Company="rbassist"', 'rekordbox'],
    ['Rekordbox', 'Name="rekordbox" Version="7.2.6" Company="AlphaTheta"', 'rekordbox'],
  ])('knows the clock of %s', async (_, product, clock) => {
    const text = `<DJ_PLAYLISTS Version="1.0.0"><PRODUCT ${product}/><COLLECTION Entries="0"/></DJ_PLAYLISTS>`;
    expect((await read(text))[0]).toMatchObject({ type: 'source', clock });
  });

  test('reads every feature and warns of nothing', async () => {
    const entries = await read(FEATURES);
    expect(entries.filter(({ type }) => type === 'warning')).toEqual([]);
    expect(entries[0]).toEqual({ type: 'source', program: 'rekordbox', version: '7.2.6', clock: 'rekordbox' });
    const [first, second, stream, , marked, tagged] = tracksOf(entries);
    expect(first).toMatchObject({
      title: 'Baby, Let\'s "Trip" <Out> & Away',
      artist: 'Künstler 🚀',
      path: 'C:\\Music\\a &&amp; b[1] #1.mp3',
      stars: 5,
      color: 0xff007f,
      playCount: 3,
      key: '8A',
      grid: [{ timeS: 0.048, bpm: 172.02, metre: '4/4', beat: 3 }, { timeS: 60.049 }],
      marks: [
        { kind: 'cue', name: 'Intro', pad: 0, startS: 0.048, endS: null, color: 0x28e214 },
        { kind: 'cue', pad: null },
        { kind: 'loop', name: 'Schleife ü', pad: 15, startS: 30.5, endS: 33.29 },
        { kind: 'loop', pad: null, endS: 61.444 },
      ],
    });
    for (const key of ['bpm', 'stars', 'added', 'durationS', 'key']) expect(second).not.toHaveProperty(key);
    expect(stream).toMatchObject({ isStream: true, stars: 1, path: stream.location });
    expect(marked.marks.map(({ kind }) => kind)).toEqual(['fade-in', 'fade-out', 'load']);
    expect(tagged.tags).toEqual(['Warm-up', 'Vocals & more']);
    const playlists = entries.flatMap((entry) => (entry.type === 'playlist' ? [entry.playlist] : []));
    expect(playlists.map(({ name, trackIds }) => [name, trackIds])).toEqual([
      ['Deep', ['7']],
      ['Same', ['40273143', '7', '40273143']],
      ['By location', ['10', '8']],
    ]);
    expect(playlists[0].folders).toHaveLength(8);
  });

  test('tells a reference from a byte, and joins both', async () => {
    const text =
      '<DJ_PLAYLISTS><COLLECTION><TRACK Name="&#233;é&#x1F680;&#8217;&amp;#65;"/></COLLECTION></DJ_PLAYLISTS>';
    expect(tracksOf(await read(text))[0].title).toBe('éé🚀’&#65;');
  });

  test('accepts a byte-order mark, and positions still count its bytes', async () => {
    expect(tracksOf(await read(`\ufeff${FEATURES}`))).toEqual(tracksOf(await read(FEATURES)));
  });

  test('reports a trimmed file with lines, and reads it', async () => {
    const trimmed = FEATURES.replace('Entries="6"', 'Entries="1437"').replace('<TRACK Key="7"/>', '<TRACK Key="404"/>');
    const entries = await read(trimmed);
    const warnings = entries.flatMap((entry) => (entry.type === 'warning' ? [entry.message] : []));
    expect(warnings).toEqual([
      expect.stringMatching(/line 5: the collection states Entries="1437" but has 6\.$/),
      expect.stringMatching(/line \d+: playlist "Deep" names the unknown track "404"\.$/),
    ]);
  });

  test.each([
    ['', /the file is empty/],
    ['hello', /line 1.*not an XML file/],
    ['<DJ_PLAYLISTS', /not well-formed|ends/],
    ['\u0000<', /UTF-16/],
    ['<plist/>', /not a Rekordbox XML file.*iTunes/],
    ['<NML VERSION="19"/>', /Traktor/],
    ['<?xml version="1.0" encoding="ISO-8859-1"?><DJ_PLAYLISTS/>', /encoding is "ISO-8859-1"/],
    ['<!DOCTYPE a [<!ENTITY x "y">]><DJ_PLAYLISTS/>', /DOCTYPE/],
    ['<DJ_PLAYLISTS>\n<COLLECTION>\n  <TRACK Name="&x;"/>', /line 3, column \d+: the XML is not well-formed/],
    ['<DJ_PLAYLISTS>\n <COLLECTION>', /ends inside <COLLECTION>/],
    ['<DJ_PLAYLISTS></COLLECTION>', /not well-formed/],
    [`<DJ_PLAYLISTS>${'<A>'.repeat(40)}`, /nested more than 32 deep/],
    [`<DJ_PLAYLISTS A="${'a'.repeat(1_100_000)}"/>`, /more than 1048576 bytes/],
    [`<DJ_PLAYLISTS><!--${'a'.repeat(5_000_000)}--></DJ_PLAYLISTS>`, /more than 4194304 bytes/],
  ])('refuses %.40j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(XmlError);
    await expect(read(text)).rejects.toThrow(message);
  });
});
