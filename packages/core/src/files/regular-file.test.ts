import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRegularFile, openRegularFileSync, readRegularFile, readRegularFileSync } from './regular-file.ts';

let folder: string;
let socket: Server;
afterAll(() => socket.close());
beforeAll(async () => {
  folder = await temporaryFolder('regular');
  await writeFile(join(folder, 'file'), 'twelve bytes');
  await symlink(join(folder, 'file'), join(folder, 'link'));
  await mkdir(join(folder, 'folder'));
  await writeFile(join(folder, 'huge'), '');
  await truncate(join(folder, 'huge'), 2 ** 40);
  socket = createServer().listen(process.platform === 'win32' ? 0 : join(folder, 'socket'));
  await once(socket, 'listening');
});

describe('a regular file', () => {
  it('is read completely, also through a link', async () => {
    for (const name of ['file', 'link']) {
      expect(String(await readRegularFile(join(folder, name), 12))).toBe('twelve bytes');
      expect(String(readRegularFileSync(join(folder, name), 12))).toBe('twelve bytes');
    }
  });

  it.each([
    ['file', 11, 'ETOOLARGE'],
    ['huge', 1 << 20, 'ETOOLARGE'],
    ['folder', 1 << 20, 'EISDIR'],
    ['absent', 1 << 20, 'ENOENT'],
  ])('is the only kind that is read: not %s, maximum %i bytes', async (name, maxBytes, code) => {
    const path = join(folder, name);
    for (const read of [openRegularFile, readRegularFile])
      await expect(read(path, maxBytes)).rejects.toMatchObject({ code });
    for (const read of [openRegularFileSync, readRegularFileSync]) {
      expect(() => read(path, maxBytes)).toThrow(expect.objectContaining({ code }));
    }
  });

  it.skipIf(process.platform === 'win32')('is not a socket', async () => {
    await expect(readRegularFile(join(folder, 'socket'), 12)).rejects.toMatchObject({ code: 'ENOTREGULAR' });
    expect(() => readRegularFileSync(join(folder, 'socket'), 12)).toThrow(/is not a regular file/);
  });

  it.skipIf(process.platform === 'win32')('is not a device or a pipe, which would never end', async ({ skip }) => {
    await expect(readRegularFile('/dev/zero', 1 << 20)).rejects.toMatchObject({ code: 'ENOTREGULAR' });
    const pipe = join(folder, 'pipe');
    skip(spawnSync('mkfifo', [pipe]).status !== 0, 'this system has no mkfifo');
    await expect(readRegularFile(pipe, 1 << 20)).rejects.toMatchObject({ code: 'ENOTREGULAR' });
    expect(() => openRegularFileSync(pipe, 1 << 20)).toThrow(expect.objectContaining({ code: 'ENOTREGULAR' }));
  });

  it('stays open until the caller closes it', () => {
    closeSync(openRegularFileSync(join(folder, 'file'), 12));
  });
});
