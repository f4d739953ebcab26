import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OptionError } from '@rbassist/core';
import { describe, expect, test } from 'vitest';
import { locationOfPath, pathOfLocation } from '../location/location.ts';
import { editedBytes } from './edit-rekordbox-xml.ts';
import { readRekordboxItems } from './rekordbox-items.ts';
import { textFromValues } from './rewrite-from-values.ts';
import { collect, FEATURES } from './test-file.ts';
import { folderNode, playlistNode, rekordboxXmlText } from './write-rekordbox-xml.ts';
import { xmlElement } from './xml-element.ts';

const { RBASSIST_EXPORTS: exportsFolder } = process.env;
const exported = exportsFolder === undefined ? [] : readdirSync(exportsFolder).filter((name) => name.endsWith('.xml'));

async function fromValues(text: string | Buffer, lineEnd: '\n' | '\r\n' = '\r\n'): Promise<string> {
  return (await collect(textFromValues(Buffer.from(text), { lineEnd }))).join('');
}

describe('layout rule', () => {
  test('writes a file with every feature byte for byte from its values', async () => {
    expect(await fromValues(FEATURES)).toBe(FEATURES);
    const withLf = FEATURES.replaceAll('\r\n', '\n');
    expect(await fromValues(withLf, '\n')).toBe(withLf);
  });

  test('counts escaped UTF-8 bytes, and breaks after more than 60', async () => {
    const lineOf = async (name: string) => {
      const text = (await collect(textOf(name))).join('');
      return text.split('\r\n').find((line) => line.includes('<TRACK'));
    };
    const textOf = (name: string) =>
      rekordboxXmlText({
        product: { name: 'rbassist', version: '1', company: '' },
        trackCount: 1,
        tracks: [xmlElement('TRACK', { TrackID: 1, Name: name, Artist: 'x' })],
      });
    // ` TrackID="1"` has 12 bytes, ` Name=""` has 8: 40 more make 60
    expect(await lineOf('a'.repeat(40))).toContain('Artist');
    expect(await lineOf('a'.repeat(41))).not.toContain('Artist');
    expect(await lineOf('é'.repeat(20))).toContain('Artist');
    expect(await lineOf('é'.repeat(21))).not.toContain('Artist');
    expect(await lineOf('&'.repeat(8))).toContain('Artist');
    expect(await lineOf('&'.repeat(9))).not.toContain('Artist');
    expect(await lineOf('🚀'.repeat(10))).toContain('Artist');
    expect(await lineOf(`${'🚀'.repeat(10)}a`)).not.toContain('Artist');
  });

  test.each(['\u0000', '\u0008', '\u001b[31m', '\ufffe', '\ud800'])('refuses the character %j', async (character) => {
    const tracks = [xmlElement('TRACK', { Name: character })];
    const content = { product: { name: 'a', version: '1', company: '' }, trackCount: 1, tracks };
    await expect(collect(rekordboxXmlText(content))).rejects.toThrow(OptionError);
  });

  test('writes line breaks and tabs as references, so that they come back', async () => {
    const tracks = [xmlElement('TRACK', { TrackID: 1, Name: 'a\nb\r\nc\td', Location: 'file://localhost/a' })];
    const content = { product: { name: 'a', version: '1', company: '' }, trackCount: 1, tracks };
    const text = (await collect(rekordboxXmlText(content))).join('');
    expect(text).toContain('Name="a&#10;b&#13;&#10;c&#9;d"');
    const items = await collect(readRekordboxItems(Buffer.from(text)));
    const track = items.find((item) => item.type === 'element' && item.element.name === 'TRACK');
    expect(track?.type === 'element' && track.element.attributes.get('Name')).toBe('a\nb\r\nc\td');
  });

  test('refuses a wrong number of tracks', async () => {
    const content = { product: { name: 'a', version: '1', company: '' }, trackCount: 2, tracks: [xmlElement('TRACK')] };
    await expect(collect(rekordboxXmlText(content))).rejects.toThrow(/trackCount is 2, but 1/);
  });

  test('writes folders and playlists as Rekordbox does', async () => {
    const playlists = [folderNode('F', []), folderNode('G', [playlistNode('P', [1, '2'])]), playlistNode('Empty', [])];
    const content = { product: { name: 'a', version: '1', company: '' }, trackCount: 0, tracks: [], playlists };
    const text = (await collect(rekordboxXmlText(content, { lineEnd: '\n' }))).join('');
    expect(text).toContain(`  <PLAYLISTS>
    <NODE Type="0" Name="ROOT" Count="3">
      <NODE Name="F" Type="0" Count="0"/>
      <NODE Name="G" Type="0" Count="1">
        <NODE Name="P" Type="1" KeyType="0" Entries="2">
          <TRACK Key="1"/>
          <TRACK Key="2"/>
        </NODE>
      </NODE>
      <NODE Name="Empty" Type="1" KeyType="0" Entries="0"/>
    </NODE>
  </PLAYLISTS>
`);
  });
});

describe.skipIf(exported.length === 0)(
  'genuine exports (needs RBASSIST_EXPORTS, a folder of Rekordbox XML files)',
  () => {
    test.each(exported)('%s comes out the same by copying and from its values', async (name) => {
      const path = join(exportsFolder ?? '', name);
      const bytes = readFileSync(path);
      const copied = Buffer.concat(await collect(editedBytes(path)));
      expect(copied.equals(bytes)).toBe(true);
      const written = await fromValues(bytes, bytes.includes('\r\n') ? '\r\n' : '\n');
      expect(Buffer.from(written).equals(bytes)).toBe(true);
    });

    test.each(exported)('%s: every Location comes back from its path', async (name) => {
      for await (const item of readRekordboxItems(join(exportsFolder ?? '', name))) {
        if (item.type !== 'element' || item.element.name !== 'TRACK') continue;
        const location = item.element.attributes.get('Location') ?? '';
        expect(locationOfPath(pathOfLocation(location))).toBe(location);
      }
    });
  },
);
