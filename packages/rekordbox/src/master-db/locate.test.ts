import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, test } from 'vitest';
import { locateMasterDb } from './locate.ts';

async function machineWith(files: Record<string, string>, platform: NodeJS.Platform = 'darwin') {
  const home = await temporaryFolder('home');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(home, name, '..'), { recursive: true });
    await writeFile(join(home, name), text.replaceAll('HOME', home));
  }
  return { platform, env: { APPDATA: home }, home };
}

const AGENT = 'Library/Application Support/Pioneer/rekordboxAgent/storage/options.json';
const USUAL = 'Library/Pioneer/rekordbox/master.db';

describe('locateMasterDb', () => {
  test('finds the database of macOS and of Windows', async () => {
    const mac = await machineWith({ [USUAL]: '' });
    expect(await locateMasterDb(undefined, mac)).toBe(join(mac.home, USUAL));
    const windows = await machineWith({ 'Pioneer/rekordbox/master.db': '' }, 'win32');
    expect(await locateMasterDb(undefined, windows)).toBe(join(windows.home, 'Pioneer/rekordbox/master.db'));
  });

  test("follows the agent's options to another drive", async () => {
    const options = '{"options":[["port","1"],["db-path","HOME/Volumes/SSD/master.db"],["dp","x"]]}';
    const machine = await machineWith({ [AGENT]: options, [USUAL]: '', 'Volumes/SSD/master.db': '' });
    expect(await locateMasterDb(undefined, machine)).toBe(join(machine.home, 'Volumes/SSD/master.db'));
  });

  test.each(['', '{}', '{"options":{}}', '{"options":[["db-path",5]]}', '{"options":[["db-path","/gone/master.db"]]}'])(
    'ignores options without a database: %s',
    async (options) => {
      const machine = await machineWith({ [AGENT]: options, [USUAL]: '' });
      expect(await locateMasterDb(undefined, machine)).toBe(join(machine.home, USUAL));
    },
  );

  test('takes a file, or a folder with a database', async () => {
    const { home } = await machineWith({ [USUAL]: '' });
    expect(await locateMasterDb(join(home, USUAL))).toBe(join(home, USUAL));
    expect(await locateMasterDb(join(home, USUAL, '..'))).toBe(join(home, USUAL));
    expect(await locateMasterDb('/no/such/file')).toBe('/no/such/file');
  });

  test('says where it looked, and what to do', async () => {
    const machine = await machineWith({});
    await expect(locateMasterDb(undefined, machine)).rejects.toThrow(`${join(machine.home, USUAL)}. Name the file.`);
    await expect(locateMasterDb(undefined, { ...machine, platform: 'linux' })).rejects.toThrow('Name the file');
  });
});
