import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { temporaryFolder } from '@rbassist/testing';
import { deriveTestKeys, encryptDatabase, makeMasterDb } from '@rbassist/testing/rekordbox';
import { describe, expect, test } from 'vitest';
import { type RekordboxDbOptions, readRekordboxDb } from './read-rekordbox-db.ts';

const KEY = 'a key of a test';
const folder = await temporaryFolder('rekordbox');
const { main } = makeMasterDb(({ insert }) => insert('djmdContent', { ID: '1', FolderPath: '/a.mp3' }));
await writeFile(join(folder, 'master.db'), encryptDatabase(main, deriveTestKeys(KEY)));

async function read(options: RekordboxDbOptions): Promise<string[]> {
  const types = [];
  for await (const entry of readRekordboxDb({ path: folder, env: {}, ...options })) types.push(entry.type);
  return types;
}

describe('readRekordboxDb', () => {
  test('takes the key, a file with it, or the variable, in this order', async () => {
    const keyFile = join(folder, 'key.txt');
    await writeFile(keyFile, `${KEY}\n`);
    const right = ['source', 'track'];
    expect(await read({ key: KEY, keyFile: join(folder, 'none') })).toEqual(right);
    expect(await read({ keyFile, env: { RBASSIST_REKORDBOX_KEY: 'wrong' } })).toEqual(right);
    expect(await read({ env: { RBASSIST_REKORDBOX_KEY: `${KEY}\n` } })).toEqual(right);
  });

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${KEY}\r\n`)],
    ['the UTF-16 of PowerShell', Buffer.from(`\ufeff${KEY}\r\n`, 'utf16le')],
    ['lines around it', Buffer.from(`\n ${KEY}\t\r\n\n`)],
  ])('reads a key file in %s', async (_, bytes) => {
    const keyFile = join(folder, 'encoded.txt');
    await writeFile(keyFile, bytes);
    expect(await read({ keyFile })).toEqual(['source', 'track']);
  });

  test('says what is wrong with the key, without the key', async () => {
    await expect(read({})).rejects.toThrow('is encrypted, and you gave no key');
    await expect(read({ env: { RBASSIST_REKORDBOX_KEY: '' } })).rejects.toThrow('is encrypted, and you gave no key');
    const wrong = await read({ key: 'a wrong secret' }).catch((error: unknown) => error);
    expect(inspect(wrong, { depth: 9 })).toContain('database-key');
    expect(inspect(wrong, { depth: 9 })).not.toContain('secret');
    await expect(read({ keyFile: join(folder, 'none') })).rejects.toThrow('There is no key file');
    await writeFile(join(folder, 'empty'), ' \n');
    await expect(read({ keyFile: join(folder, 'empty') })).rejects.toThrow('is empty');
  });
});
