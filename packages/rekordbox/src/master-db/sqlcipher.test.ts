import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, test } from 'vitest';
import { collect, describeFolder } from './test-library.ts';

/** Python with sqlcipher3, and the folder `.testdata` of pyrekordbox with the schema of a real database. */
const PYTHON = process.env.RBASSIST_PYTHON ?? '';
const FOLDER = process.env.RBASSIST_PYREKORDBOX ?? '';
const KEY = 'a key of a test';

/** Encrypts the real schema with SQLCipher, and leaves a later change in the log, as a program does that still runs. */
const ENCRYPT = `
import shutil, sys, sqlcipher3
plain, folder, key = sys.argv[1:]
shutil.copyfile(plain, folder + "/plain.db")
db = sqlcipher3.connect(folder + "/plain.db")
db.execute("ATTACH DATABASE '%s/live.db' AS live KEY '%s'" % (folder, key))
db.execute("SELECT sqlcipher_export('live')")
db.close()
db = sqlcipher3.connect(folder + "/live.db")
db.execute("PRAGMA key='%s'" % key)
db.execute("PRAGMA journal_mode=WAL")
db.execute("PRAGMA wal_autocheckpoint=0")
db.execute("UPDATE djmdContent SET Title='only in the log', Rating=4 WHERE Title='Demo Track 1'")
db.commit()
for ending in ("", "-wal"):
    shutil.copyfile(folder + "/live.db" + ending, folder + "/rekordbox/master.db" + ending)
`;

describe.skipIf(PYTHON === '' || FOLDER === '')(
  'a database of SQLCipher itself (set RBASSIST_PYTHON and RBASSIST_PYREKORDBOX)',
  () => {
    test('is read with its log, and nothing is written', async () => {
      const folder = await temporaryFolder('sqlcipher');
      await mkdir(join(folder, 'rekordbox'));
      const plain = join(FOLDER, 'rekordbox 6', 'master_unlocked.db');
      execFileSync(PYTHON, ['-c', ENCRYPT, plain, folder, KEY]);
      const path = join(folder, 'rekordbox', 'master.db');
      const before = await describeFolder(join(folder, 'rekordbox'));
      const shareFolder = join(FOLDER, 'rekordbox 6', 'backup', 'share');
      const { tracks, source } = await collect(path, { key: KEY, shareFolder });
      expect(source.version).toBe('6000');
      expect(tracks.map(({ title, stars }) => [title, stars])).toEqual([
        ['only in the log', 4],
        ['Demo Track 2', undefined],
      ]);
      expect(tracks.map(({ bpm }) => bpm)).toEqual([128, 120]);
      expect(await describeFolder(join(folder, 'rekordbox'))).toBe(before);
    });
  },
);
