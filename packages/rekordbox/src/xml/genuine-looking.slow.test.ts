import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { below, seededRandom } from '@rbassist/testing/random';
import { type GenuineElement, type GenuineXml, genuineXml, layOutGenuine } from '@rbassist/testing/rekordbox';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkRekordboxXml } from '../check/check-rekordbox-xml.ts';
import { diffRekordboxXml } from '../diff/diff-rekordbox-xml.ts';
import { isStreamLocation, locationOfPath, pathOfLocation } from '../location/location.ts';
import { positionMarks } from '../marks/position-marks.ts';
import type { DjTrack } from '../model/dj-track.ts';
import { editedBytes, editRekordboxXml } from './edit-rekordbox-xml.ts';
import { readRekordboxXml } from './read-rekordbox-xml.ts';
import { textFromValues } from './rewrite-from-values.ts';
import { collect } from './test-file.ts';

/** Each of four tests has files of its own. */
const FILES = 600;
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('genuine-looking');
});

/** Calls a function for each of many made-up files, which also lie on the disk. */
async function forEachFile(
  seed: number,
  look: (xml: GenuineXml, path: string, random: () => number) => Promise<void>,
  files = FILES,
): Promise<void> {
  const random = seededRandom(seed);
  const path = join(folder, `${seed}.xml`);
  for (let i = 0; i < files; i++) {
    const xml = genuineXml(random);
    await writeFile(path, xml.text);
    try {
      await look(xml, path, random);
    } catch (error) {
      throw new Error(`file ${i}:\n${xml.text.slice(0, 20_000)}`, { cause: error });
    }
  }
}

const attributeOf = ({ attributes }: GenuineElement, name: string) => attributes.find(([key]) => key === name)?.[1];

describe(`${4 * FILES} made-up files that look genuine`, () => {
  test('are the same bytes after a copy and after writing their values', { timeout: 600_000 }, async () => {
    await forEachFile(1, async ({ text, lineEnd }, path) => {
      expect(Buffer.concat(await collect(editedBytes(path))).toString()).toBe(text);
      const written = await collect(textFromValues(path, { lineEnd: lineEnd as '\n' | '\r\n' }));
      expect(written.join('')).toBe(text);
    });
  });

  test('keep every other byte if one track changes', { timeout: 600_000 }, async () => {
    const output = join(folder, 'out.xml');
    await forEachFile(2, async ({ text, lineEnd, tracks }, path, random) => {
      if (tracks.length === 0) return;
      const track = tracks[below(random, tracks.length)];
      const before = layOutGenuine(track, 2, lineEnd).trim();
      const [attribute] = track.attributes[1 + below(random, track.attributes.length - 1)];
      const value = `changed & "${random()}"`;
      const found = text.split(before);
      expect(found).toHaveLength(2);
      await editRekordboxXml(path, output, {
        track: (element) =>
          element.attributes.get('TrackID') === attributeOf(track, 'TrackID')
            ? { ...element, attributes: element.attributes.copy().set(attribute, value) }
            : undefined,
      });
      const pair = track.attributes.find(([key]) => key === attribute);
      if (pair) pair[1] = value;
      expect(await readFile(output, 'utf8')).toBe(found.join(layOutGenuine(track, 2, lineEnd).trim()));
    });
  });

  test('are read whole: names, places, grids, marks, playlists', { timeout: 600_000 }, async () => {
    await forEachFile(3, async ({ tracks, root }, path) => {
      const entries = await collect(readRekordboxXml(path));
      const read = entries.flatMap((entry): DjTrack[] => (entry.type === 'track' ? [entry.track] : []));
      expect(read).toHaveLength(tracks.length);
      for (const [i, track] of read.entries()) expectSame(track, tracks[i]);
      const lists = entries.flatMap((entry) => (entry.type === 'playlist' ? [entry.playlist] : []));
      const ids = new Set(read.map(({ id }) => id));
      expect(lists).toEqual(listsOf(root, ids));
    });
  });

  test('have nothing that Rekordbox refuses or ignores, and equal themselves', { timeout: 600_000 }, async () => {
    await forEachFile(4, async ({ text, tracks }, path) => {
      const { counts, rules, ...check } = await checkRekordboxXml(path, { files: 'none' });
      expect(check.tracks).toBe(tracks.length);
      const severe = rules.filter(({ severity }) => severity !== 'odd').map(({ rule }) => rule);
      // a playlist of a file that was trimmed by hand names a track that is gone
      const isTrimmed = text.includes('Entries="1437"');
      expect(
        severe.filter((rule) => !(isTrimmed && rule === 'playlist-key-dangling') && rule !== 'collection-empty'),
      ).toEqual([]);
      expect(counts.refused).toBe(0);
      const diff = await diffRekordboxXml(path, path);
      expect(diff.counts).toEqual({ same: tracks.length, added: 0, removed: 0, changed: 0 });
    });
  });
});

function expectSame(track: DjTrack, { attributes, children }: GenuineElement): void {
  const values = new Map(attributes);
  const location = values.get('Location') ?? '';
  expect(track).toMatchObject({ id: values.get('TrackID'), location, isStream: !location.endsWith('.mp3') });
  expect([track.title ?? '', track.artist ?? '', track.comments ?? '', track.key ?? '']).toEqual(
    ['Name', 'Artist', 'Comments', 'Tonality'].map((name) => values.get(name)),
  );
  expect(51 * (track.stars ?? 0)).toBe(Number(values.get('Rating')));
  expect(isStreamLocation(location)).toBe(track.isStream);
  expect(locationOfPath(pathOfLocation(location))).toBe(location);
  const [tempos, marks] = ['TEMPO', 'POSITION_MARK'].map((name) => children.filter((child) => child.name === name));
  const grid = track.grid.map(({ timeS, bpm, metre, beat }) => [timeS.toFixed(3), bpm.toFixed(2), metre, String(beat)]);
  expect(grid).toEqual(tempos.map((tempo) => tempo.attributes.map(([, value]) => value)));
  const written = positionMarks(track.marks);
  expect(written.leftOut).toEqual([]);
  const sorted = (list: object[]) => list.map((mark) => JSON.stringify(mark)).sort();
  expect(sorted(written.marks)).toEqual(sorted(marks.map((mark) => Object.fromEntries(mark.attributes))));
}

function listsOf(node: GenuineElement, ids: ReadonlySet<string>, folders: string[] = []): object[] {
  return node.children.flatMap((child) => {
    const name = attributeOf(child, 'Name') ?? '';
    if (attributeOf(child, 'Type') === '0') return listsOf(child, ids, [...folders, name]);
    const keys = child.children.map((entry) => attributeOf(entry, 'Key') ?? '');
    return [{ folders, name, trackIds: keys.filter((key) => ids.has(key)) }];
  });
}
