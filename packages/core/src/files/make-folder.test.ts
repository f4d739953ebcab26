import { mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from './make-folder.ts';

let root: string;
beforeEach(async () => {
  root = await temporaryFolder('make-folder');
});

const isFolder = async (path: string) => (await stat(path)).isDirectory();

describe('makeFolder', () => {
  it('creates a folder and its parents, and keeps an existing folder', async () => {
    const path = join(root, 'a', 'b', 'c');
    await makeFolder(path);
    await makeFolder(path);
    expect(await isFolder(path)).toBe(true);
  });

  it('creates one folder for many calls at the same time', async () => {
    const path = join(root, 'a', 'b', 'c');
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(path)));
    expect(await isFolder(path)).toBe(true);
  });

  it('refuses a file at the path or above it', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(file, 'a', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it.skipIf(process.platform === 'win32')('accepts a link to a folder and refuses a broken link', async () => {
    await mkdir(join(root, 'real'));
    await symlink(join(root, 'real'), join(root, 'link'));
    await makeFolder(join(root, 'link', 'new'));
    expect(await isFolder(join(root, 'real', 'new'))).toBe(true);
    await symlink(join(root, 'nowhere'), join(root, 'broken'));
    await expect(makeFolder(join(root, 'broken'))).rejects.toMatchObject({ code: 'EDANGLING' });
    await expect(makeFolder(join(root, 'broken', 'new'))).rejects.toMatchObject({ code: 'EDANGLING' });
  });

  it.runIf(process.platform === 'linux')('gives up if the system does not allow the folder', async () => {
    await expect(makeFolder('/proc/rbassist/data')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(makeFolder('/dev/null/data')).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
