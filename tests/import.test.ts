import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpy, sealNpy, type TrackRecord } from '@rbassist/core';
import { openLibrary } from '@rbassist/library';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { knownRecords } from './support/library.ts';
import { type Ran, rbassist } from './support/rbassist.ts';

const TITLES = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];

let folder: string;
let dataDir: string;
let xml: string;

const run = (...words: string[]): Promise<Ran> => rbassist(...words, '--data-dir', dataDir);
const records = (): Promise<Record<string, TrackRecord>> => knownRecords(dataDir);

beforeEach(async () => {
  folder = await temporaryFolder('import');
  dataDir = join(folder, 'data');
  await mkdir(join(dataDir, 'embeddings'), { recursive: true });
  const tracks: Record<string, object> = {};
  for (const [i, title] of TITLES.entries()) {
    const file = `${title}-00000000.npy`;
    const vector = new Float32Array(160);
    [vector[0], vector[1]] = [Math.cos(i / 10), Math.sin(i / 10)];
    await writeFile(join(dataDir, 'embeddings', file), sealNpy(encodeNpy(vector), file));
    const embedding = { embedding: join(dataDir, 'embeddings', file), embedding_space: 'spectral-v1/160' };
    tracks[`/m/${title}.mp3`] = { artist: 'Ann', title, duration: 300, bpm: 120 + i, key: '8A', ...embedding };
  }
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
  await using library = await openLibrary({ dataDir });
  await library.buildIndex();
  xml = join(folder, 'rekordbox.xml');
  await writeFile(xml, exported());
});

function exported(): string {
  const track = (id: number, location: string, more = '') =>
    `<TRACK TrackID="${id}" Name="T${id}" Artist="X" TotalTime="300" AverageBpm="121.50" Rating="204" ` +
    `Comments="nice /* Dark / Peak */" Location="file://localhost${location}">${more}</TRACK>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0">
  <PRODUCT Name="rekordbox" Version="7.2.6" Company="AlphaTheta"/>
  <COLLECTION Entries="5">
    ${track(1, '/m/One.mp3', '<TEMPO Inizio="0.050" Bpm="121.50" Metro="4/4" Battito="1"/>')}
    ${track(2, '/m/Two.mp3', '<MY_TAG><TAG ID="1" Name="Vocals"/></MY_TAG>')}
    ${track(3, '/m/Three.mp3')}
    ${track(4, '/gone/Nine.mp3')}
    ${track(5, '/soundcloud:tracks:1')}
  </COLLECTION>
  <PLAYLISTS>
    <NODE Type="0" Name="ROOT" Count="2">
      <NODE Name="Sets" Type="0" Count="1">
        <NODE Name="Friday" Type="1" KeyType="0" Entries="4">
          <TRACK Key="1"/><TRACK Key="2"/><TRACK Key="3"/><TRACK Key="4"/>
        </NODE>
      </NODE>
      <NODE Name="Friday" Type="1" KeyType="0" Entries="1"><TRACK Key="1"/></NODE>
    </NODE>
  </PLAYLISTS>
</DJ_PLAYLISTS>
`;
}

describe('import xml', () => {
  test('says what it did, and what it did not find', async () => {
    const { code, stdout, stderr } = await run('import', 'xml', xml, '--mp3-offset', '0');
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        '5 tracks read: 3 changed, 0 unchanged.',
        'Tracks with a new value: BPM 2, grid 1, rating 3, comment 3, My Tags 3.',
        '2 playlists stored.',
        'Another value stays, set by you, a tag or another program: BPM 1. Add --force to replace them.',
        `To take this back, run \`rbassist import undo --data-dir ${dataDir}\`.`,
        '',
      ].join('\n'),
    );
    expect(stderr).toContain('1 track is not in the library:\n    /gone/Nine.mp3 (X - T4)');
    expect((await records())['/m/Two.mp3']).toMatchObject({ rating: 4, mytags: ['Vocals', 'Dark', 'Peak'] });
    expect((await run('import', 'xml', xml, '--mp3-offset', '0')).stdout).not.toContain('import undo');
  });

  test('lists each change of a dry run, and changes nothing', async () => {
    const before = await readFile(join(dataDir, 'meta.json'));
    const { stdout } = await run('import', 'xml', xml, '--dry-run', '--force');
    expect(stdout).toContain(
      '/m/One.mp3\n    BPM: 120 → 121.5\n    grid: none → 121.5 BPM from 0.05 s\n    rating: none → 4\n',
    );
    expect(stdout).toContain('3 would change');
    expect((await readFile(join(dataDir, 'meta.json'))).equals(before)).toBe(true);
  });

  test('brings only the named fields, and prints lines of JSON', async () => {
    const { stdout } = await run('import', 'xml', xml, '--fields', 'rating', '--no-playlists', '--json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual([
      'source',
      'track',
      'track',
      'track',
      'unmatched',
      'unmatched',
      'summary',
    ]);
    expect(lines.at(-1)).toMatchObject({
      fields: { rating: 3 },
      unmatched: { 'not-found': 1, stream: 1 },
      playlists: 0,
    });
    expect((await records())['/m/One.mp3']).not.toHaveProperty('tempos');
  });

  test('adds other tracks when asked, and takes everything back', async () => {
    const before = await records();
    await run('import', 'xml', xml, '--no-only-existing');
    expect(Object.keys(await records())).toContain('/gone/Nine.mp3');
    const undone = await run('import', 'undo');
    expect(undone).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Undone: the import of rekordbox of .*3 tracks/),
    });
    expect(await records()).toEqual(before);
    expect(await run('import', 'undo')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No import is left'),
    });
  });

  test('fails if no track is in the library, and says what to do', async () => {
    dataDir = join(folder, 'empty');
    const { code, stderr } = await run('import', 'xml', xml);
    expect(code).toBe(1);
    expect(stderr).toContain('--no-only-existing');
  });

  test.each([
    ['missing.xml', undefined, /missing\.xml/],
    ['empty.xml', '', /empty\.xml/],
    ['cut.xml', '<?xml version="1.0"?><DJ_PLAYLISTS><COLLECTION>', /cut\.xml/],
    ['other.xml', '<html></html>', /other\.xml/],
  ])('names the file %s that it can’t use', async (name, text, message) => {
    const file = join(folder, name);
    if (text !== undefined) await writeFile(file, text);
    const { code, stderr } = await run('import', 'xml', file);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('import-mytags', () => {
  test('adds only My Tags, of several files', async () => {
    const { code, stdout } = await run('import-mytags', xml, xml);
    expect([code, stdout.match(/5 tracks read/g)?.length]).toEqual([0, 2]);
    const { '/m/One.mp3': one, '/m/Two.mp3': two } = await records();
    expect([one.mytags, one.rating, two.mytags]).toEqual([['Dark', 'Peak'], undefined, ['Vocals', 'Dark', 'Peak']]);
  });
});

describe('playlists', () => {
  test('of Rekordbox grow by their names', async () => {
    await run('import', 'xml', xml);
    const { code, stdout } = await run('crate', 'expand', 'rekordbox:Sets/Friday', '--add', '1', '--json');
    expect(code).toBe(0);
    const { sources, added } = JSON.parse(stdout);
    expect(sources[0]).toMatchObject({
      kind: 'playlist',
      name: 'Sets/Friday',
      paths: ['/m/One.mp3', '/m/Two.mp3', '/m/Three.mp3'],
    });
    expect(added).toHaveLength(1);
    expect((await run('crate', 'expand', 'sets/friday', '--add', '1')).code).toBe(0);
  });

  test('of a file grow without an import, and go back as XML', async () => {
    const out = join(folder, 'out.xml');
    const words = [
      'playlist-expand',
      '--playlist',
      'Sets/Friday',
      '--add-count',
      '2',
      '--out-xml',
      out,
      '--name',
      'More',
    ];
    const { code, stderr } = await run(...words, '--source', 'xml', '--xml-path', xml);
    expect([code, stderr]).toEqual([0, expect.stringContaining(`Wrote 4 tracks to ${out}`)]);
    expect(await readFile(out, 'utf8')).toMatch(/Name="More" Type="1" KeyType="0"\s+Entries="4"/);
    expect((await records())['/m/One.mp3']).not.toHaveProperty('rating');
    expect(await run('playlist-expand', '--playlist', 'x', '--add-count', '1', '--source', 'xml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--xml-path'),
    });
    const unknown = await run('playlist-expand', '--playlist', 'x', '--add-count', '1', '--xml-path', xml);
    expect(unknown.stderr).toContain(`There is no playlist "x" in ${xml}. Its playlists: Sets/Friday, Friday.`);
  });

  test('are read from the XML file if the database cannot be, and never guessed', async () => {
    const words = ['playlist-expand', '--add-count', '1', '--source', 'db', '--db-path', join(folder, 'gone.db')];
    const alone = await run(...words, '--playlist', 'Sets/Friday');
    expect([alone.code, alone.stderr]).toEqual([expect.any(Number), expect.stringContaining('gone.db')]);
    expect(alone.code).not.toBe(0);
    const both = await run(...words, '--playlist', 'Sets/Friday', '--xml-path', xml);
    expect([both.code, both.stderr]).toEqual([0, expect.stringContaining("The database can't be read")]);
    const twice = xml.replace('.xml', '2.xml');
    await writeFile(
      twice,
      exported()
        .replaceAll('Name="ROOT" Count="2"', 'Name="ROOT" Count="3"')
        .replace(
          '<NODE Name="Friday" Type="1" KeyType="0" Entries="1">',
          '<NODE Name="X" Type="0" Count="1"><NODE Name="Friday" Type="1" KeyType="0" Entries="0"/></NODE><NODE Name="Other" Type="1" KeyType="0" Entries="1">',
        ),
    );
    const ambiguous = await run('playlist-expand', '--add-count', '1', '--playlist', 'friday', '--xml-path', twice);
    expect([ambiguous.code, ambiguous.stderr]).toEqual([2, expect.stringContaining('"Sets/Friday", "X/Friday"')]);
  });

  test('come from M3U8 files, and replace only those of their names', async () => {
    const [one, two] = ['one.m3u8', 'two.m3u8'].map((name) => join(folder, name));
    await writeFile(one, '#EXTM3U\n/m/One.mp3\n/elsewhere/x.mp3\n');
    await writeFile(two, '#EXTM3U\n/m/Two.mp3\n/m/Three.mp3\n');
    const { stdout } = await run('import', 'm3u8', one, two);
    expect(stdout).toContain(`${one}: 1 track stored, 1 track not in the library:\n    /elsewhere/x.mp3\n`);
    await writeFile(one, '#EXTM3U\n/m/Four.mp3\n');
    await run('import', 'm3u8', one);
    const expanded = await run('crate', 'expand', 'm3u8:one', 'two', '--add', '1', '--json');
    expect(JSON.parse(expanded.stdout).members.map(({ path }: { path: string }) => path)).toEqual([
      '/m/Four.mp3',
      '/m/Two.mp3',
      '/m/Three.mp3',
    ]);
  });
});
