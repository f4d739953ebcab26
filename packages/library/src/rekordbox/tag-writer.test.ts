import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Library, openLibrary } from '../library.ts';

let folder: string;
let out: string;

beforeEach(async () => {
  folder = await temporaryFolder('tag-writer');
  out = join(folder, 'out.xml');
});

async function libraryOf(tracks: Record<string, object>): Promise<Library> {
  await mkdir(join(folder, 'data'));
  await mkdir(join(folder, 'config'));
  await writeFile(join(folder, 'data', 'meta.json'), JSON.stringify({ tracks }));
  const categories = 'categories:\n  Situation: [Warm-up, Peak]\ncolors:\n  Peak: Red\n';
  await writeFile(join(folder, 'config', 'my_tag_categories.yml'), categories);
  return openLibrary({ dataDir: join(folder, 'data'), engine: 'exact' });
}

const TRACKS = {
  '/m/a.wav': { title: 'A', duration: 100, comments: 'great intro', mytags: ['Peak', 'Vocal'] },
  '/m/b.wav': { title: 'B', duration: 100, color: '#00FF00', mytags: ['peak'] },
  '/m/c.wav': { title: 'C', duration: 100 },
};

const BASE = `<?xml version="1.0" encoding="UTF-8"?>

<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="7.2.6" Company="AlphaTheta"/>
  <COLLECTION Entries="1">
    <TRACK TrackID="9" Name="A" Grouping="my groups" TotalTime="100" Comments="mine /* Old */"
           Location="file://localhost/m/a.wav"/>
  </COLLECTION>
  <PLAYLISTS>
    <NODE Type="0" Name="ROOT" Count="0"/>
  </PLAYLISTS>
</DJ_PLAYLISTS>
`;

/** Returns an attribute of the track of a title. */
function attribute(xml: string, title: string, name: string): string | undefined {
  const track = xml.split('<TRACK ').find((part) => part.includes(`Name="${title}"`)) ?? '';
  return new RegExp(`\\s${name}="([^"]*)"`).exec(track)?.[1];
}

describe('exportXml with tagsTo', () => {
  test('writes tags behind the text, and colours of tracks without one', async () => {
    await using library = await libraryOf(TRACKS);
    await library.exportXml(out, { tagsTo: ['comment', 'grouping', 'color'] });
    const xml = await readFile(out, 'utf8');
    expect(attribute(xml, 'A', 'Comments')).toBe('great intro /* Peak / Vocal */');
    expect(attribute(xml, 'A', 'Grouping')).toBe('/* Peak / Vocal */');
    expect(['A', 'B', 'C'].map((title) => attribute(xml, title, 'Colour'))).toEqual([
      '0xFF0000',
      '0x00FF00',
      undefined,
    ]);
    expect(attribute(xml, 'C', 'Comments')).toBe('');
    expect(library.track('/m/a.wav')).toEqual(TRACKS['/m/a.wav']);
  });

  test('brings all back in an export without it', async () => {
    await using library = await libraryOf(TRACKS);
    const [before, after] = [join(folder, 'before.xml'), join(folder, 'after.xml')];
    await library.exportXml(before, { name: 'x' });
    await library.exportXml(out, { name: 'x', tagsTo: ['comment', 'grouping', 'color', 'playlists'] });
    await library.exportXml(after, { name: 'x' });
    expect(await readFile(after, 'utf8')).toBe(await readFile(before, 'utf8'));
  });

  test("keeps text of the user's own file, and its tags", async () => {
    await using library = await libraryOf(TRACKS);
    const base = join(folder, 'base.xml');
    await writeFile(base, BASE);
    for (const prefer of ['rekordbox', 'rbassist'] as const) {
      await library.exportXml(out, { base, prefer, tagsTo: ['comment', 'grouping'], overwrite: true });
      const xml = await readFile(out, 'utf8');
      const text = prefer === 'rekordbox' ? 'mine /* Old / Peak / Vocal */' : 'great intro /* Peak / Vocal */';
      expect(attribute(xml, 'A', 'Comments')).toBe(text);
      expect(attribute(xml, 'A', 'Grouping')).toBe('my groups /* Peak / Vocal */');
    }
    expect(await readFile(base, 'utf8')).toBe(BASE);
  });

  test('writes a playlist once that a tag asks for, too', async () => {
    await using library = await libraryOf({ '/m/a.wav': { title: 'A', duration: 100, mytags: ['Vocal'] } });
    const { playlists, steps } = await library.exportXml(out, { name: 'x', tags: ['Vocal'], tagsTo: ['playlists'] });
    expect(playlists).toEqual([{ folders: ['x'], name: 'Vocal', entries: 1, notFound: [] }]);
    expect(steps.map(({ text }) => text)).toContain('Right-click the playlist "Vocal" there > Import Playlist.');
  });

  test('leads to every playlist of the folder', async () => {
    await using library = await libraryOf(TRACKS);
    const { steps } = await library.exportXml(out, { name: 'x', tags: ['Peak', 'Vocal'] });
    expect(steps.map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringContaining('the folder "x"'), expect.stringMatching(/^Open All Tracks/)]),
    );
  });

  test('makes a playlist for each tag, in folders of the categories', async () => {
    await using library = await libraryOf(TRACKS);
    const { playlists } = await library.exportXml(out, { name: 'Run', tagsTo: ['playlists'] });
    expect(playlists.map(({ folders, name, entries }) => [folders.join('/'), name, entries])).toEqual([
      ['Run', 'Run', 3],
      ['Run/Situation', 'Peak', 2],
      ['Run', 'Vocal', 1],
    ]);
  });

  test('names a tag that a comment can not hold, and writes nothing', async () => {
    await using library = await libraryOf({ ...TRACKS, '/m/d.wav': { duration: 10, mytags: ['Deep/Tech'] } });
    await expect(library.exportXml(out, { tagsTo: ['comment'] })).rejects.toMatchObject({
      code: 'tag',
      message: expect.stringContaining('The tag "Deep/Tech" can\'t be written into the comment'),
    });
    expect(await readdir(folder)).not.toContain('out.xml');
    await library.exportXml(out, { tagsTo: ['playlists', 'color'] });
    await expect(library.exportXml(out, { tagsTo: ['mood' as 'color'] })).rejects.toThrow('tagsTo must be a list of');
  });
});
