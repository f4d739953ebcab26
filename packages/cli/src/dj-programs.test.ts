import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, expect, test } from 'vitest';
import { type CommandRun, runCommand } from './test-run.ts';

let folder: string;

const CUES = [{ name: 'Drop', type: 0, num: 0, start: 61.5, end: 61.5 }];
const TRACKS = {
  '/music/a.flac': { artist: 'Ann', title: 'One', duration: 200, bpm: 120, key: '8A', rating: 4, cues: CUES },
  '/music/b.flac': { artist: 'Bob', title: 'Two', duration: 180, bpm: 128 },
};

beforeEach(async () => {
  folder = await temporaryFolder('dj-programs');
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ tracks: TRACKS }));
});

function rbassist(...words: string[]): Promise<CommandRun> {
  return runCommand([...words, '--data-dir', folder]);
}

async function recordOf(path: string) {
  const { out } = await rbassist('show', path, '--json');
  return JSON.parse(out);
}

/** Forgets what an import should bring back. */
async function forget(): Promise<void> {
  const bare = Object.fromEntries(Object.keys(TRACKS).map((path) => [path, { duration: 200 }]));
  await writeFile(join(folder, 'meta.json'), JSON.stringify({ tracks: bare }));
}

test('export-nml writes what import nml reads, and says where to click', async () => {
  const file = join(folder, 'out.nml');
  const written = await rbassist('export-nml', '--out', file);
  expect(written.code).toBe(0);
  expect(written.out).toContain(`Wrote 2 tracks and 1 playlist to ${file}.`);
  expect(written.out).toContain('Import Playlist');
  expect(await readFile(file, 'utf8')).toContain('<COLLECTION ENTRIES="2">');
  await forget();
  const read = await rbassist('import', 'nml', file);
  expect(read.code).toBe(0);
  expect(JSON.stringify(await recordOf('/music/a.flac'))).toContain('61.5');
});

test('export-nml never replaces a file by itself, and writes a selection', async () => {
  const file = join(folder, 'out.nml');
  await writeFile(file, 'mine');
  const refused = await rbassist('export-nml', '--out', file);
  expect(refused.code).not.toBe(0);
  expect(refused.err).toMatch(/exists already\.[\s\S]*--overwrite/);
  expect(await readFile(file, 'utf8')).toBe('mine');
  const own = await rbassist('export-nml', '--out', join(folder, 'collection.nml'), '--overwrite');
  expect(own.err).toContain("Traktor's own file");
  const some = await rbassist(
    'export-nml',
    '--out',
    file,
    '--overwrite',
    '--tracks',
    'Ann One',
    '--name',
    'Mine',
    '--json',
  );
  expect(JSON.parse(some.out)).toMatchObject({ tracks: 1, lists: [{ name: 'Mine', entries: 1 }] });
});

test('import engine reads a library, and says so if there is none', async () => {
  const database = join(folder, 'Engine Library', 'Database2');
  await mkdir(database, { recursive: true });
  const engine = new DatabaseSync(join(database, 'm.db'));
  engine.exec(
    `CREATE TABLE Information (id INTEGER, uuid TEXT, schemaVersionMajor INTEGER, schemaVersionMinor INTEGER, schemaVersionPatch INTEGER);
     INSERT INTO Information VALUES (1, 'u', 3, 0, 2);
     CREATE TABLE Track (id INTEGER PRIMARY KEY, path TEXT, title TEXT, rating INTEGER);
     INSERT INTO Track VALUES (1, '/music/b.flac', 'Two', 60);
     CREATE TABLE Playlist (id INTEGER PRIMARY KEY, title TEXT, parentListId INTEGER, nextListId INTEGER);
     CREATE TABLE PlaylistEntity (id INTEGER PRIMARY KEY, listId INTEGER, trackId INTEGER, databaseUuid TEXT, nextEntityId INTEGER);
     INSERT INTO Playlist VALUES (1, 'Friday', 0, 0);
     INSERT INTO PlaylistEntity VALUES (1, 1, 1, 'u', 0);`,
  );
  engine.close();
  const read = await rbassist('import', 'engine', folder);
  expect(read.err).toBe('');
  expect(read.code).toBe(0);
  expect(await recordOf('/music/b.flac')).toMatchObject({ facts: { rating: 3 } });
  const none = await rbassist('import', 'engine', join(folder, 'Engine Library', 'none'));
  expect(none.code).not.toBe(0);
  expect(none.err).toContain('There is no file');
});

test('import serato reads crates, and says so if there are none', async () => {
  const none = await rbassist('import', 'serato', folder);
  expect(none.code).not.toBe(0);
  expect(none.err).toContain('has no Serato library');
  const crates = join(folder, '_Serato_', 'Subcrates');
  await mkdir(crates, { recursive: true });
  const path = Buffer.from('music/a.flac', 'utf16le').swap16();
  const size = (bytes: number) => Buffer.from([0, 0, 0, bytes]);
  const entry = [Buffer.from('otrk'), size(path.length + 8), Buffer.from('ptrk'), size(path.length), path];
  await writeFile(join(crates, 'Friday.crate'), Buffer.concat(entry));
  const read = await rbassist('import', 'serato', folder, '--json');
  expect(read.code).toBe(0);
  expect(read.out).toContain('Friday');
});

test('a damaged file is named with its line', async () => {
  const file = join(folder, 'bad.nml');
  await writeFile(file, '<NML VERSION="19">\n<COLLECTION>\n<ENTRY TITLE="a"');
  const { code, err } = await rbassist('import', 'nml', file);
  expect(code).not.toBe(0);
  expect(err).toMatch(/bad\.nml, line 3/);
});
