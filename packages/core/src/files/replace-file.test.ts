import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileSignature } from './file-signature.ts';
import { withEnding } from './long-names.ts';
import { removeAbandonedFiles, replaceFile } from './replace-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('core');
});

describe('fileSignature', () => {
  it('is time and size for `fast`, and SHA-1 of the bytes for `content`', async () => {
    const path = join(folder, 'größe.bin');
    const bytes = Buffer.alloc(3 << 20, 7);
    await writeFile(path, bytes);
    const { mtimeNs } = await stat(path, { bigint: true });
    expect(await fileSignature(path)).toBe(`${mtimeNs}_${bytes.length}`);
    expect(await fileSignature(path, 'content')).toBe(createHash('sha1').update(bytes).digest('hex'));
  });

  it('fails with the system error for a missing file', async () => {
    await expect(fileSignature(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('replaceFile', () => {
  it('replaces the old contents, from one piece or many', async () => {
    const path = join(folder, 'a.json');
    await replaceFile(path, 'old');
    await replaceFile(path, ['n', 'e', Buffer.from('w')]);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('keeps the old file and leaves no temporary file when the contents fail', async () => {
    const path = join(folder, 'a.json');
    await replaceFile(path, 'old');
    function* failing() {
      yield 'half';
      throw new Error('source failed');
    }
    await expect(replaceFile(path, failing())).rejects.toThrow('source failed');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('leaves no temporary file when the destination is a folder', async () => {
    const path = join(folder, 'taken');
    await mkdir(path);
    await expect(replaceFile(path, 'x')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });
});

describe.skipIf(process.platform === 'win32')('a link', () => {
  it('to anything but a file keeps its target unchanged', async () => {
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    await mkdir(join(folder, 'music'));
    for (const target of [pipe, join(folder, 'music'), join(folder, 'none')]) {
      const path = join(folder, 'a.json');
      await symlink(target, path);
      await expect(replaceFile(path, 'new')).rejects.toMatchObject({ path });
      await rm(path);
    }
    expect((await stat(pipe)).isFIFO()).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['music', 'pipe']);
  });
});

describe('temporary files', () => {
  it('also work for the longest names', async () => {
    const name = `${'ü'.repeat(125)}.json`;
    await replaceFile(join(folder, name), 'long');
    expect(await readdir(folder)).toEqual([name]);
  });

  it('are removed when their process has ended, and other files are not', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const kept = ['a.mp3', `a.mp3.${process.pid}.01234567.tmp`, `gone.mp3.${pid}.01234567.tmp`, `a.mp3.${pid}.tmp`];
    for (const name of [...kept, `a.mp3.${pid}.01234567.tmp`]) await writeFile(join(folder, name), name);
    await removeAbandonedFiles(folder);
    expect((await readdir(folder)).sort()).toEqual(kept.sort());
    await removeAbandonedFiles(join(folder, 'none'));
  });

  it('are also removed for a long name that was shortened', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const name = `${'ü'.repeat(125)}.json`;
    const kept = [name, `${'ü'.repeat(9)}.${pid}.01234567.tmp`];
    for (const each of [...kept, withEnding(name, `.${pid}.01234567.tmp`)]) await writeFile(join(folder, each), each);
    await removeAbandonedFiles(folder);
    expect((await readdir(folder)).sort()).toEqual(kept.sort());
  });
});
