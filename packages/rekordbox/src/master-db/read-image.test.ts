import { readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { deriveTestKeys, encryptWal, makeMasterDb } from '@rbassist/testing/rekordbox';
import { describe, expect, test } from 'vitest';
import { DatabaseBusyError, DatabaseKeyError } from './database-errors.ts';
import { addTrack, collect, describeFolder, encryptedDatabase, KEY, plainDatabase } from './test-library.ts';

const PAGE = 4096;

/** Enough tracks for some hundred pages. */
const manyTracks = async () =>
  encryptedDatabase(
    (writer) => {
      for (let i = 0; i < 800; i++) addTrack(writer, `t${i}`);
    },
    (writer) => writer.exec("UPDATE djmdContent SET Title = 'only in the log' WHERE ID = 't7'"),
  );
const shared = await manyTracks();

const titleOf = async (path: string, id: string) =>
  (await collect(path, { key: KEY })).tracks.find((track) => track.id === id)?.title;

async function failure(path: string, options: Parameters<typeof collect>[1] = { key: KEY }): Promise<Error> {
  return collect(path, options).then(
    () => expect.unreachable('the database was read'),
    (error: Error) => error,
  );
}

describe('an encrypted database', () => {
  test('is read with the changes of its write-ahead log, and nothing is written', async () => {
    const before = await describeFolder(dirname(shared));
    const { source, tracks } = await collect(shared, { key: KEY });
    expect(source).toMatchObject({ program: 'rekordbox', clock: 'rekordbox' });
    expect(tracks).toHaveLength(800);
    expect(tracks[7].title).toBe('only in the log');
    expect(await describeFolder(dirname(shared))).toBe(before);
  });

  test('is read through a temporary file where memory is not possible', async () => {
    expect((await collect(shared, { key: KEY, inMemory: false })).tracks).toEqual(
      (await collect(shared, { key: KEY })).tracks,
    );
  });

  test('lacks the changes when the log is gone, torn or of another time', async () => {
    const path = await manyTracks();
    const log = await readFile(`${path}-wal`);
    await writeFile(`${path}-wal`, log.subarray(0, -1));
    expect(await titleOf(path, 't7')).toBe('Title t7');
    await writeFile(`${path}-wal`, Buffer.concat([log, Buffer.from('the start of the next frame')]));
    expect(await titleOf(path, 't7')).toBe('only in the log');
    const other = Buffer.from(log);
    other[16] ^= 1;
    await writeFile(`${path}-wal`, other);
    expect(await titleOf(path, 't7')).toBe('Title t7');
    await rm(`${path}-wal`);
    expect(await titleOf(path, 't7')).toBe('Title t7');
  });

  test('names a log that belongs to another database', async () => {
    const path = await manyTracks();
    const { wal } = makeMasterDb(
      (writer) => addTrack(writer, 'other'),
      (writer) => writer.exec("UPDATE djmdContent SET Title = 'other'; CREATE TABLE more (id)"),
    );
    const problem = `${path}-wal does not fit ${path}.`;
    const logs = { ofAnotherKey: encryptWal(wal, deriveTestKeys('another', Buffer.alloc(16, 9))), plain: wal };
    for (const log of Object.values(logs)) {
      await writeFile(`${path}-wal`, log);
      expect((await failure(path)).message).toContain(problem);
    }
    expect(await failure(path, { key: 'wrong' })).toBeInstanceOf(DatabaseKeyError);
  });

  test('needs the right key, which no error contains', async () => {
    const wrong = await failure(shared, { key: 'not the right one' });
    expect(wrong).toBeInstanceOf(DatabaseKeyError);
    expect(wrong.message).toContain(`The key does not open ${shared}`);
    expect(inspect(wrong)).not.toContain('not the right one');
    const none = await failure(shared, {});
    expect(none).toBeInstanceOf(DatabaseKeyError);
    expect(none.message).toBe(`${shared} is encrypted, and you gave no key.`);
    expect(inspect(await failure(shared, { key: 12_345 as unknown as string }))).not.toContain('12345');
    expect((await failure(shared, { key: '' })).message).toBe('The key must be a string that is not empty.');
  });

  test('says which page is damaged', async () => {
    const path = await manyTracks();
    const bytes = await readFile(path);
    for (const page of [2, 50, 100]) {
      const damaged = Buffer.from(bytes);
      damaged[(page - 1) * PAGE + 1234] ^= 1;
      await writeFile(path, damaged);
      const { message } = await failure(path);
      expect(message).toBe(`${path} is damaged at page ${page}: its checksum (HMAC) is wrong.`);
    }
    const swapped = Buffer.from(bytes);
    bytes.copy(swapped, 10 * PAGE, 11 * PAGE, 12 * PAGE);
    await writeFile(path, swapped);
    expect((await failure(path)).message).toContain('damaged at page 11');
    const zeros = Buffer.from(bytes).fill(0, 20 * PAGE, 21 * PAGE);
    await writeFile(path, zeros);
    expect((await failure(path)).message).toContain('damaged at page 21: it was never written');
  });

  test('may lack pages that SQLite never wrote because they are free', async () => {
    const path = await encryptedDatabase((writer) => {
      for (let i = 0; i < 1000; i++) addTrack(writer, `t${i}`);
      writer.exec("DELETE FROM djmdContent WHERE ID <> 't7'");
    });
    const plain = await readFile(path);
    const pages = plain.length / PAGE;
    // the last page is free, since only the first rows are left
    await writeFile(path, Buffer.from(plain).fill(0, (pages - 1) * PAGE));
    expect(await titleOf(path, 't7')).toBe('Title t7');
  });

  test.each([
    ['empty', 0, 'is empty'],
    ['shorter than a page', 4095, 'is not a Rekordbox database, or it is truncated'],
    ['cut at a page', 50 * PAGE, 'is truncated: it has 50 of'],
    ['cut in a page', 50 * PAGE + 5, 'is truncated: it has 50 of'],
  ])('is refused if it is %s', async (_, size, problem) => {
    const path = await manyTracks();
    await rm(`${path}-wal`);
    await truncate(path, size);
    expect((await failure(path)).message).toContain(`${path} ${problem}`);
  });

  test('is refused while it changes, and read once it rests', async () => {
    const path = await manyTracks();
    let changes = 0;
    const timer = setInterval(() => utimes(path, 1, ++changes).catch(() => {}), 1);
    const error = await failure(path, { key: KEY, tries: 2, waitMs: 5 });
    expect(error).toBeInstanceOf(DatabaseBusyError);
    expect((error as DatabaseBusyError).remedies[0]).toEqual({ action: 'close-program', program: 'Rekordbox' });
    const reading = collect(path, { key: KEY, tries: 100, waitMs: 5 });
    await setTimeout(20);
    clearInterval(timer);
    expect((await reading).tracks).toHaveLength(800);
  });

  test('is refused with an unfinished transaction', async () => {
    const path = await manyTracks();
    await writeFile(`${path}-journal`, Buffer.from('d9d505f920a163d7ffffffff', 'hex'));
    expect((await failure(path)).message).toBe(`${path} has an unfinished transaction.`);
    await writeFile(`${path}-journal`, Buffer.alloc(24));
    expect(await titleOf(path, 't7')).toBe('only in the log');
  });
});

describe('a file that is no encrypted database', () => {
  test('is read if it is decrypted', async () => {
    const path = await plainDatabase((writer) => addTrack(writer, 'one'));
    expect((await collect(path)).tracks.map(({ id }) => id)).toEqual(['one']);
    expect((await collect(path, { key: 'not needed' })).tracks).toHaveLength(1);
  });

  test('is refused if it is something else', async () => {
    const path = await plainDatabase(() => {});
    await writeFile(path, 'PK'.repeat(5000));
    expect(await failure(path)).toBeInstanceOf(DatabaseKeyError);
    expect((await failure(dirname(path))).message).toContain('it is a folder');
    expect((await failure(`${path}.gone`)).message).toContain(`${path}.gone`);
    await writeFile(path, `SQLite format 3\0${'?'.repeat(10_000)}`);
    expect((await failure(path)).message).toContain(path);
  });

  test('is refused if it is a database of another program', async () => {
    const path = await plainDatabase((writer) => writer.exec('DROP TABLE djmdContent; CREATE TABLE Track (id)'));
    expect((await failure(path)).message).toBe(
      `${path} has no table djmdContent. rbassist reads databases of Rekordbox 6 and 7.`,
    );
    const view = await plainDatabase((writer) =>
      writer.exec('DROP TABLE djmdContent; CREATE VIEW djmdContent AS SELECT 1 AS ID, 2 AS FolderPath'),
    );
    expect((await failure(view)).message).toContain('has no table djmdContent');
  });
});
