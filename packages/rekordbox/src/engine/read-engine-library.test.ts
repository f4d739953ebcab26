import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, test } from 'vitest';
import { collect } from '../model/test-collect.ts';
import { readEngineLibrary } from './read-engine-library.ts';
import { beatData, buildEngineLibrary, pack, RATE, SCHEMAS, trackData } from './test-engine-library.ts';

describe.each(SCHEMAS)('an Engine library of schema %s', (schema) => {
  test('gives tracks, grids, cues, loops and playlists', async () => {
    const parent = await temporaryFolder();
    await buildEngineLibrary(parent, schema);
    const { source, tracks, playlists, warnings } = await collect(readEngineLibrary(parent));
    expect(source).toEqual({ type: 'source', program: 'Engine DJ', version: schema, clock: 'engine' });
    const [first, second] = tracks;
    expect(first).toMatchObject({
      id: '1',
      path: join(parent, 'Music', 'Wärme.mp3'),
      location: '../Music/Wärme.mp3',
      isStream: false,
      title: 'Wärme',
      artist: 'Nord',
      genre: 'House',
      comments: 'warm',
      year: 2024,
      durationS: 200,
      bpm: 120.004,
      key: 'Am',
      stars: 4,
      lastPlayed: '2023-11-14',
    });
    expect(first.grid).toHaveLength(1);
    expect(first.grid[0]).toMatchObject({ metre: '4/4', beat: 1 });
    expect(first.grid[0].timeS).toBeCloseTo(0.1, 9);
    expect(first.grid[0].bpm).toBeCloseTo(120, 9);
    expect(first.marks).toEqual([
      { kind: 'cue', name: 'Intro', pad: 0, startS: 1.5, endS: null, color: 0xff0000 },
      { kind: 'cue', name: 'Dröp', pad: 2, startS: 60, endS: null, color: 0x00ff00 },
      { kind: 'load', name: '', pad: null, startS: 0.5, endS: null },
      { kind: 'loop', name: 'Outro', pad: null, startS: 90, endS: 98, color: 0x0080ff },
    ]);
    expect(second).toMatchObject({ id: '2', title: 'B', grid: [], marks: [] });
    expect(second).not.toHaveProperty('artist');
    expect(second).not.toHaveProperty('stars');
    expect(new Map(playlists.map(({ name, folders, trackIds }) => [name, { folders, trackIds }]))).toEqual(
      new Map([
        ['Friday', { folders: ['Sets'], trackIds: ['1', '2'] }],
        ['Second', { folders: [], trackIds: ['1'] }],
      ]),
    );
    expect(warnings.filter((message) => message.includes('name 1 tracks'))).toHaveLength(1);
  });

  test('is opened by its database too, and nothing is written next to it', async () => {
    const parent = await temporaryFolder();
    const folder = await buildEngineLibrary(parent, schema);
    const place = schema.startsWith('1.') ? folder : join(folder, 'Database2');
    const before = await readdir(place);
    const { tracks } = await collect(readEngineLibrary(join(place, 'm.db')));
    expect(tracks[0].path).toBe(join(parent, 'Music', 'Wärme.mp3'));
    expect(await readdir(place)).toEqual(before);
  });
});

describe('readEngineLibrary', () => {
  test('keeps the order of a library whose lists refer to each other, marks streams, and counts smart lists', async () => {
    const parent = await temporaryFolder();
    await buildEngineLibrary(parent, '3.0.2');
    const { tracks, playlists, warnings } = await collect(readEngineLibrary(parent));
    expect(playlists.map(({ name }) => name)).toEqual(['Friday', 'Second']);
    expect(tracks.map(({ id, isStream }) => [id, isStream])).toEqual([
      ['1', false],
      ['2', false],
      ['3', true],
    ]);
    expect(warnings).toContain('Smart lists are rules without tracks; 1 were skipped.');
  });

  test('sees what is only in the write-ahead log, and leaves the log alone', async () => {
    const parent = await temporaryFolder();
    const folder = join(await buildEngineLibrary(parent, '3.0.2'), 'Database2');
    const writer = new DatabaseSync(join(folder, 'm.db'));
    writer.exec("PRAGMA journal_mode=WAL; UPDATE Track SET title = 'New' WHERE id = 1");
    const before = await readdir(folder);
    expect(before).toContain('m.db-wal');
    const { tracks } = await collect(readEngineLibrary(parent));
    expect(tracks[0].title).toBe('New');
    expect(await readdir(folder)).toEqual(before);
    writer.close();
  });

  test('refuses while the database is being written', async () => {
    const parent = await temporaryFolder();
    const folder = join(await buildEngineLibrary(parent, '3.0.2'), 'Database2');
    await writeFile(join(folder, 'm.db-journal'), 'x');
    await expect(collect(readEngineLibrary(parent))).rejects.toThrow(/is writing to .*m\.db\. Close it/);
  });

  test('warns of damaged blobs of one track, and reads the rest', async () => {
    const parent = await temporaryFolder();
    const folder = join(await buildEngineLibrary(parent, '3.0.2'), 'Database2');
    const database = new DatabaseSync(join(folder, 'm.db'));
    database
      .prepare('UPDATE PerformanceData SET beatData = ?, loops = ? WHERE trackId = 1')
      .run(Buffer.from('not zlib'), Buffer.alloc(9, 1));
    database.close();
    const { tracks, warnings } = await collect(readEngineLibrary(parent));
    expect(tracks[0].grid).toEqual([]);
    expect(tracks[0].marks.map(({ kind }) => kind)).toEqual(['cue', 'cue', 'load']);
    expect(warnings.join('\n')).toMatch(/The beat grid of .*Wärme\.mp3 can't be read[\s\S]*The loops of/);
  });

  test('refuses blobs that unfold to gigabytes, and impossible counts', async () => {
    const parent = await temporaryFolder();
    const folder = join(await buildEngineLibrary(parent, '3.0.2'), 'Database2');
    const database = new DatabaseSync(join(folder, 'm.db'));
    const count = Buffer.alloc(33);
    count.writeBigInt64BE(2n ** 62n, 17);
    database
      .prepare('UPDATE PerformanceData SET beatData = ?, quickCues = ?, trackData = ? WHERE trackId = 1')
      .run(pack(count), pack(Buffer.alloc(2 ** 25)), trackData());
    database.close();
    const { tracks, warnings } = await collect(readEngineLibrary(parent));
    expect(tracks[0].grid).toEqual([]);
    expect(warnings.filter((message) => message.includes("can't be read"))).toHaveLength(2);
  });

  test('reads a grid whose tempo changes, from the DJ’s own adjustment', async () => {
    const parent = await temporaryFolder();
    const folder = join(await buildEngineLibrary(parent, '3.0.2'), 'Database2');
    const database = new DatabaseSync(join(folder, 'm.db'));
    const analysed: [number, number][] = [
      [0, 0],
      [RATE * 100, 200],
    ];
    const adjusted: [number, number][] = [
      [0, 0],
      [RATE * 10, 20],
      [RATE * 20, 45],
    ];
    database.prepare('UPDATE PerformanceData SET beatData = ? WHERE trackId = 1').run(beatData(analysed, adjusted));
    database.close();
    const { tracks } = await collect(readEngineLibrary(parent));
    expect(tracks[0].grid).toEqual([
      { timeS: 0, bpm: 120, metre: '4/4', beat: 1 },
      { timeS: 10, bpm: 150, metre: '4/4', beat: 1 },
    ]);
  });

  test('ends on playlists that refer to each other in a circle', async () => {
    const parent = await temporaryFolder();
    const folder = join(await buildEngineLibrary(parent, '3.0.2'), 'Database2');
    const database = new DatabaseSync(join(folder, 'm.db'));
    database.exec(
      `DELETE FROM Playlist; INSERT INTO Playlist VALUES (1, 'A', 0, 2), (2, 'B', 0, 1), (3, 'C', 4, 0), (4, 'D', 3, 0);
       UPDATE PlaylistEntity SET nextEntityId = id`,
    );
    database.close();
    const { playlists } = await collect(readEngineLibrary(parent));
    expect(playlists.map(({ name }) => name).sort()).toEqual(['A', 'B']);
  });

  test('keeps paths of another system, on any system', async () => {
    const parent = await temporaryFolder();
    const folder = join(await buildEngineLibrary(parent, '3.0.2'), 'Database2');
    const database = new DatabaseSync(join(folder, 'm.db'));
    database.exec(
      `UPDATE Track SET path = 'c:/Music/x.mp3' WHERE id = 1; UPDATE Track SET path = '/Volumes/USB/y.mp3' WHERE id = 2`,
    );
    database.close();
    const { tracks } = await collect(readEngineLibrary(parent));
    expect(tracks.slice(0, 2).map(({ path }) => path)).toEqual(['C:\\Music\\x.mp3', '/Volumes/USB/y.mp3']);
  });

  test('names the file and the remedy for a folder without a library, and for other files', async () => {
    const folder = await temporaryFolder();
    await expect(collect(readEngineLibrary(folder))).rejects.toThrow(/has no Engine DJ library. Give the folder/);
    await expect(collect(readEngineLibrary(join(folder, 'none')))).rejects.toThrow(/There is no file/);
    const text = join(folder, 'm.db');
    await writeFile(text, 'hello');
    await expect(collect(readEngineLibrary(text))).rejects.toThrow(/m\.db is not a SQLite database/);
    await mkdir(join(folder, 'other'));
    const other = join(folder, 'other', 'm.db');
    const database = new DatabaseSync(other);
    database.exec('CREATE TABLE t (x)');
    database.close();
    await expect(collect(readEngineLibrary(other))).rejects.toThrow(/is not a database of Engine DJ/);
    await expect(collect(readEngineLibrary(7 as unknown as string))).rejects.toThrow(/library/);
  });

  test('says so for a truncated database', async () => {
    const parent = await temporaryFolder();
    const path = join(await buildEngineLibrary(parent, '3.0.2'), 'Database2', 'm.db');
    await writeFile(path, (await readFile(path)).subarray(0, 5000));
    await expect(collect(readEngineLibrary(path))).rejects.toMatchObject({ code: 'file-format', path });
  });
});
