import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkDataFolder, createDataFolder, resolveDataFolder } from './data-folder.ts';

let root: string;
beforeEach(async () => {
  root = await temporaryFolder('data');
});

describe('resolveDataFolder', () => {
  it('takes the option, then the variable, then ./data with a meta.json, then the per-user folder', async () => {
    const env = { RBASSIST_DATA: join(root, 'from-env') };
    expect(resolveDataFolder({ dataDir: 'given', env, cwd: root }).root).toBe(join(root, 'given'));
    expect(resolveDataFolder({ env, cwd: root }).root).toBe(join(root, 'from-env'));
    const perUser = resolveDataFolder({ env: {}, cwd: root }).root;
    expect(perUser).toContain('rbassist');
    expect(perUser.startsWith(root)).toBe(false);
    await mkdir(join(root, 'data'));
    expect(resolveDataFolder({ env: {}, cwd: root }).root).toBe(perUser);
    await writeFile(join(root, 'data', 'meta.json'), '{}');
    expect(resolveDataFolder({ env: {}, cwd: root }).root).toBe(join(root, 'data'));
  });

  it('skips a file with the name of ./data, and names a folder that it cannot search', async () => {
    await writeFile(join(root, 'data'), '');
    expect(resolveDataFolder({ env: {}, cwd: root }).root).not.toContain(root);
    if (process.platform === 'win32') return;
    await rm(join(root, 'data'));
    await symlink('data', join(root, 'data'));
    expect(() => resolveDataFolder({ env: {}, cwd: root })).toThrow(
      `${join(root, 'data')} cannot be read: its symbolic links form a loop.`,
    );
  });
});

describe('a data folder', () => {
  it('that is a file is refused, with its name and a remedy', async () => {
    const file = join(root, 'data');
    await writeFile(file, 'x');
    const folder = resolveDataFolder({ dataDir: file });
    await expect(checkDataFolder(folder)).rejects.toThrow(DataFolderError);
    await expect(createDataFolder(folder)).rejects.toThrow(file);
    await expect(createDataFolder(folder)).rejects.toMatchObject({
      remedies: [{ action: 'move-away', path: file }, { action: 'choose-data-dir' }],
    });
  });

  it('that does not exist yet is fine', async () => {
    await expect(checkDataFolder(resolveDataFolder({ dataDir: join(root, 'new') }))).resolves.toBeUndefined();
  });
});
