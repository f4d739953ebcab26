import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { deriveTestKeys, encryptDatabase, encryptWal, makeMasterDb } from '@rbassist/testing/rekordbox';
import { beforeAll, describe, expect, it } from 'vitest';
import { storedRecords } from './support/library.ts';
import { type Ran, rbassist, rbassistWith } from './support/rbassist.ts';

const KEY = 'key of a test';
let folder: string;
let database: string;
let dataDir: string;

beforeAll(async () => {
  folder = join(await temporaryFolder('database'), 'rekordbox');
  database = join(folder, 'master.db');
  await mkdir(folder);
  const { main, wal } = makeMasterDb(
    ({ insert }) => {
      for (const id of ['1', '2', '3']) {
        insert('djmdContent', { ID: id, FolderPath: `/m/${id}.wav`, Title: `Track ${id}`, BPM: 12_600, Rating: 4 });
      }
      insert('djmdCue', {
        ID: '1',
        ContentID: '1',
        InMsec: 1500,
        OutMsec: -1,
        Kind: 1,
        ColorTableIndex: 22,
        Comment: 'In',
      });
      insert('djmdMyTag', { ID: '9', Seq: 1, Name: 'Peak', Attribute: 0, ParentID: '1' });
      insert('djmdSongMyTag', { ID: '1', MyTagID: '9', ContentID: '1' });
      insert('djmdPlaylist', { ID: '5', Seq: 1, Name: 'Friday', Attribute: 0, ParentID: 'root' });
      insert('djmdSongPlaylist', { ID: '1', PlaylistID: '5', ContentID: '2', TrackNo: 1 });
    },
    ({ exec }) => exec("UPDATE djmdContent SET Rating = 5 WHERE ID = '1'"),
  );
  const keys = deriveTestKeys(KEY);
  await writeFile(database, encryptDatabase(main, keys));
  await writeFile(`${database}-wal`, encryptWal(wal, keys));
});

async function newLibrary(): Promise<void> {
  dataDir = join(await temporaryFolder('library'), 'data');
  await mkdir(dataDir);
  const tracks = { '/m/1.wav': { title: 'One', mytags: ['Mine'] }, '/m/2.wav': { title: 'Two' } };
  await writeFile(join(dataDir, 'meta.json'), JSON.stringify({ tracks }));
}

function run(...words: string[]): Promise<Ran> {
  return rbassistWith({ RBASSIST_REKORDBOX_KEY: KEY }, ...words, '--data-dir', dataDir);
}

async function describeFolder(): Promise<string> {
  const names = (await readdir(folder)).sort();
  const files = names.map(async (name) => {
    const { mtimeMs, size } = await stat(join(folder, name));
    return `${name} ${mtimeMs} ${size} ${(await readFile(join(folder, name))).toString('base64')}`;
  });
  return [(await stat(folder)).mtimeMs, ...(await Promise.all(files))].join('\n');
}

describe('import rekordbox-db', () => {
  it('brings the collection with the changes of the log, and leaves the folder as it was', async () => {
    await newLibrary();
    const before = await describeFolder();
    const { code, stdout } = await run('import', 'rekordbox-db', database);
    expect([code, stdout]).toEqual([0, expect.stringContaining('3 tracks read')]);
    const records = await storedRecords(dataDir);
    expect(Object.keys(records)).toEqual(['/m/1.wav', '/m/2.wav']);
    expect(records['/m/1.wav']).toMatchObject({ bpm: 126, rating: 5 });
    expect(records['/m/1.wav'].cues).toMatchObject([{ name: 'In', num: 0, start: 1.5, color: '#28E214' }]);
    expect(await describeFolder()).toBe(before);
  });

  it('asks for the key, and never shows it', async () => {
    await newLibrary();
    const none = await rbassist('import', 'rekordbox-db', database, '--data-dir', dataDir);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('RBASSIST_REKORDBOX_KEY')]);
    const wrong = await rbassist('import', 'rekordbox-db', database, '--key', 'wrong-secret', '--data-dir', dataDir);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('The key does not open')]);
    expect(wrong.stdout + wrong.stderr).not.toContain('wrong-secret');
  });
});

describe('rekordbox-import-mytags-db', () => {
  it('replaces tags and adds other tracks, as the Python rbassist does', async () => {
    await newLibrary();
    const keyFile = join(dataDir, '..', 'key.txt');
    await writeFile(keyFile, `${KEY}\n`);
    const { code } = await rbassist('rekordbox-import-mytags-db', folder, '--key-file', keyFile, '--data-dir', dataDir);
    expect(code).toBe(0);
    const records = await storedRecords(dataDir);
    expect(records['/m/1.wav'].mytags).toEqual(['Peak']);
    expect(records['/m/1.wav']).not.toHaveProperty('bpm');
    expect(Object.keys(records)).toEqual(['/m/1.wav', '/m/2.wav', '/m/3.wav']);
  });
});

describe('playlist-expand --source db', () => {
  it('finds the playlist in the database, or in the XML file if the database cannot be read', async () => {
    await newLibrary();
    const grow = ['playlist-expand', '--source', 'db', '--playlist', 'Friday', '--add-count', '1'];
    const found = await run(...grow, '--db-path', database);
    expect(found.stderr).toContain('/m/2.wav has no vector');
    const missing = await run(...grow, '--db-path', join(folder, 'none.db'));
    expect(missing.stderr).toContain(`There is no file ${join(folder, 'none.db')}`);
    const other = await run(...grow, '--db-path', join(folder, 'none.db'), '--xml-path', join(folder, 'none.xml'));
    expect(other.stderr).toContain('none.xml');
  });
});
