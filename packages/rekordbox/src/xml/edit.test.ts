import { link, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OptionError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import type { XmlEdits } from './edit-plan.ts';
import { editRekordboxXml } from './edit-rekordbox-xml.ts';
import { FEATURES } from './test-file.ts';
import { folderNode, playlistNode } from './write-rekordbox-xml.ts';
import { type XmlElement, xmlElement } from './xml-element.ts';
import { XmlError } from './xml-error.ts';

let folder: string;
let input: string;

beforeEach(async () => {
  folder = await temporaryFolder('edit-xml');
  input = join(folder, 'in.xml');
});

async function edited(edits: XmlEdits, text = FEATURES): Promise<string> {
  await writeFile(input, text);
  const output = join(folder, 'out.xml');
  await editRekordboxXml(input, output, edits);
  expect(await readFile(input, 'utf8')).toBe(text);
  return readFile(output, 'utf8');
}

const withAttribute = (name: string, value: string) => (element: XmlElement) => ({
  ...element,
  attributes: element.attributes.copy().set(name, value),
});
const only =
  (id: string, change: (element: XmlElement) => XmlElement | null) =>
  (element: XmlElement): XmlElement | null | undefined =>
    element.attributes.get('TrackID') === id ? change(element) : undefined;

/** A file as other tools write: one line for each track, sorted attributes, comments, double and single quotes. */
const FOREIGN = `<?xml version='1.0' encoding='utf-8'?>
<!-- made by hand -->
<DJ_PLAYLISTS Version='1.0.0'><PRODUCT Company="" Name="tool" Version="1"/>
<COLLECTION Entries="2">
\t<TRACK Artist='it"s' Location="file:///Users/dj/a b.mp3" Name="ä" TrackID='1'/> <!-- kept -->
\t<TRACK Location="file:///Users/dj/c.mp3" Name="c"   TrackID="2"></TRACK>
</COLLECTION>
<PLAYLISTS><NODE Count="0" Name="ROOT" Type="0"/></PLAYLISTS></DJ_PLAYLISTS>`;

describe('editRekordboxXml', () => {
  test.each([
    ['Rekordbox', FEATURES],
    ['other tools', FOREIGN],
  ])('copies a file of %s that does not change byte for byte', async (_, text) => {
    expect(await edited({}, text)).toBe(text);
    expect(await edited({ track: () => undefined, playlist: () => undefined }, text)).toBe(text);
  });

  test('a changed rating changes these digits alone', async () => {
    const text = await edited({ track: only('7', withAttribute('Rating', '153')) });
    const at = FEATURES.indexOf('Rating="0"', FEATURES.indexOf('TrackID="7"'));
    expect(text).toBe(`${FEATURES.slice(0, at)}Rating="153"${FEATURES.slice(at + 10)}`);
  });

  test('a changed element of a foreign file is the only one in our layout', async () => {
    const text = await edited({ track: only('2', withAttribute('Name', 'd & e')) }, FOREIGN);
    const before = '<TRACK Location="file:///Users/dj/c.mp3" Name="c"   TrackID="2"></TRACK>';
    const after = '<TRACK Location="file:///Users/dj/c.mp3" Name="d &amp; e" TrackID="2"/>';
    expect(text).toBe(FOREIGN.replace(before, after));
  });

  test('removes a track with its line, and corrects the count', async () => {
    const text = await edited({ track: only('9', () => null) });
    const line =
      '    <TRACK TrackID="9" Name="stream on macOS" Artist="" Location="file://localhosttidal:tracks:1234"/>\r\n';
    expect(FEATURES).toContain(line);
    expect(text).toBe(FEATURES.replace(line, '').replace('Entries="6"', 'Entries="5"'));
  });

  test('keeps a comment in front of a removed track', async () => {
    const text = await edited({ track: only('2', () => null) }, FOREIGN);
    expect(text).toContain('<!-- kept -->\n</COLLECTION>');
    expect(text).toContain('Entries="1"');
  });

  test('adds tracks, playlists and folders at the end', async () => {
    const text = await edited({
      addTracks: [xmlElement('TRACK', { TrackID: 99, Name: 'new', Location: 'file://localhost/n.mp3' })],
      addNodes: [folderNode('rbassist', [playlistNode('P', [99])])],
    });
    const track = '    <TRACK TrackID="99" Name="new" Location="file://localhost/n.mp3"/>\r\n';
    const node = [
      '      <NODE Name="rbassist" Type="0" Count="1">',
      '        <NODE Name="P" Type="1" KeyType="0" Entries="1">',
      '          <TRACK Key="99"/>',
      '        </NODE>',
      '      </NODE>',
      '    </NODE>\r\n  </PLAYLISTS>',
    ].join('\r\n');
    expect(text).toBe(
      FEATURES.replace('Entries="6"', 'Entries="7"')
        .replace('  </COLLECTION>', `${track}  </COLLECTION>`)
        .replace('"ROOT" Count="4"', '"ROOT" Count="5"')
        .replace('    </NODE>\r\n  </PLAYLISTS>', node),
    );
  });

  test('adds to containers that are one empty tag', async () => {
    const empty = FEATURES.replace(/ <COLLECTION[\s\S]*<\/COLLECTION>/, ' <COLLECTION Entries="0"/>').replace(
      / <NODE Type="0" Name="ROOT"[\s\S]* {4}<\/NODE>/,
      ' <NODE Type="0" Name="ROOT" Count="0"/>',
    );
    const text = await edited(
      { addTracks: [xmlElement('TRACK', { TrackID: 1 })], addNodes: [playlistNode('P', [1])] },
      empty,
    );
    expect(text).toContain('  <COLLECTION Entries="1">\r\n    <TRACK TrackID="1"/>\r\n  </COLLECTION>\r\n');
    expect(text).toContain('ROOT" Count="1">\r\n      <NODE Name="P" Type="1" KeyType="0" Entries="1">\r\n');
    expect(text).toContain('      </NODE>\r\n    </NODE>\r\n  </PLAYLISTS>');
  });

  test('edits and removes playlists by their folders', async () => {
    const text = await edited({
      playlist: (playlist, folders) =>
        folders.length === 0 && playlist.attributes.get('Name') === 'Same' ? null : undefined,
    });
    expect(text).toContain('"ROOT" Count="3"');
    expect(text).toContain('<NODE Name="Same" Type="0"');
    expect(text).not.toContain('Entries="3"');
    expect(text.slice(0, text.indexOf('<PLAYLISTS>'))).toBe(FEATURES.slice(0, FEATURES.indexOf('<PLAYLISTS>')));
  });

  test('leaves a count alone that was wrong before, unless tracks come or go', async () => {
    const trimmed = FEATURES.replace('Entries="6"', 'Entries="1437"');
    expect(await edited({ track: only('7', withAttribute('Name', 'x')) }, trimmed)).toContain('Entries="1437"');
    expect(await edited({ track: only('7', () => null) }, trimmed)).toContain('<COLLECTION Entries="5">');
  });

  test('never writes over its input, under whatever name', async () => {
    await writeFile(input, FEATURES);
    await link(input, join(folder, 'hard.xml'));
    await mkdir(join(folder, 'sub'));
    const names = [input, join(folder, 'hard.xml'), `${folder}/sub/../in.xml`];
    if (process.platform !== 'win32') {
      await symlink(input, join(folder, 'soft.xml'));
      names.push(join(folder, 'soft.xml'));
    }
    for (const output of names) await expect(editRekordboxXml(input, output)).rejects.toThrow(OptionError);
    expect(await readFile(input, 'utf8')).toBe(FEATURES);
  });

  test('keeps the old output if the input is damaged or a value is invalid', async () => {
    const output = join(folder, 'out.xml');
    await writeFile(output, 'mine');
    await writeFile(input, FEATURES.slice(0, -60));
    await expect(editRekordboxXml(input, output)).rejects.toThrow(XmlError);
    await writeFile(input, FEATURES);
    const track = only('7', withAttribute('Name', '\u0000'));
    await expect(editRekordboxXml(input, output, { track })).rejects.toThrow(OptionError);
    expect(await readFile(output, 'utf8')).toBe('mine');
  });

  test('refuses to add where there is no place', async () => {
    await writeFile(input, '<DJ_PLAYLISTS Version="1.0.0"/>');
    const adding = editRekordboxXml(input, join(folder, 'out.xml'), { addTracks: [xmlElement('TRACK')] });
    await expect(adding).rejects.toThrow(/has no <COLLECTION>/);
  });
});
