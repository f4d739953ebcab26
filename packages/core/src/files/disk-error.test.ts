import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { DataFolderError } from '../errors.ts';
import { dataFolderError, diskProblem } from './disk-error.ts';
import { FileKindError } from './file-kind-error.ts';

const failure = (code: string) => Object.assign(new Error(`${code}: jargon`), { code });

describe('dataFolderError', () => {
  it.each([
    ['ENOSPC', /disk is full/, ['free-space', 'choose-data-dir']],
    ['EACCES', /permission is denied/, ['grant-access', 'choose-data-dir']],
    ['EROFS', /read-only/, ['choose-data-dir']],
    ['ENOTDIR', /file where a folder should be/, ['choose-data-dir']],
  ])('explains %s and adds remedies', (code, words, actions) => {
    const cause = failure(code);
    const error = dataFolderError('/data/meta.json', 'written', cause);
    expect(error).toBeInstanceOf(DataFolderError);
    expect(error).toMatchObject({
      path: '/data/meta.json',
      cause,
      message: expect.stringContaining('/data/meta.json'),
    });
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain('jargon');
    expect(error.remedies.map(({ action }) => action)).toEqual(actions);
  });

  it('names the file that blocks the folder, but not a device', async () => {
    const file = join(await temporaryFolder('in-the-way'), 'file');
    await writeFile(file, '');
    const remediesFor = (path: string) => dataFolderError(path, 'read', failure('ENOTDIR')).remedies;
    expect(remediesFor(join(file, 'data', 'rbassist'))[0]).toEqual({ action: 'move-away', path: file });
    // not the caller's folder, because another path blocks it
    const inside = Object.assign(failure('EEXIST'), { path: file });
    expect(dataFolderError(dirname(file), 'written', inside)).toMatchObject({
      message: `${file} cannot be written: there is a file where a folder should be.`,
      remedies: [{ action: 'move-away', path: file }, { action: 'choose-data-dir' }],
    });
    expect(remediesFor(dirname(file))).toEqual([{ action: 'choose-data-dir' }]);
    if (process.platform === 'win32') return;
    expect(remediesFor('/dev/null/data')).toEqual([{ action: 'choose-data-dir' }]);
  });

  it('names the blocking file when the caller knows only its folder', () => {
    const cause = Object.assign(failure('EISDIR'), { path: '/data/x.npy.1.tmp', dest: '/data/x.npy' });
    const remedies = expect.arrayContaining([{ action: 'move-away', path: '/data/x.npy' }]);
    expect(dataFolderError('/data', 'written', cause)).toMatchObject({ path: '/data/x.npy', remedies });
    const link = new FileKindError('EDANGLING', '/data/index/index.json', 'is a link to nothing');
    expect(dataFolderError('/data/index', 'written', link)).toMatchObject({ path: '/data/index/index.json' });
  });

  it('says that a folder cannot be created when the system reports ENOENT', () => {
    const missing = (verb: 'read' | 'written') => dataFolderError('/proc/x', verb, failure('ENOENT')).message;
    expect(missing('written')).toBe('/proc/x cannot be written: its folder is missing and cannot be created.');
    expect(missing('read')).toContain('jargon');
  });

  it('uses the original message for an unknown error', () => {
    const error = dataFolderError('/m', 'read', new Error('the cable fell out'));
    expect(error.message).toBe('/m cannot be read: the cable fell out.');
    expect(error.remedies).toEqual([]);
  });

  it('returns an rbassist error unchanged', () => {
    const ours = new DataFolderError('/m', 'said already');
    expect(dataFolderError('/n', 'read', ours)).toBe(ours);
  });
});

describe('diskProblem', () => {
  it('adds the remedy to choose another folder', () => {
    expect(diskProblem('/stage', 'written', failure('EROFS'), 'choose-staging-folder')).toMatchObject({
      message: '/stage cannot be written: the disk is read-only.',
      remedies: [{ action: 'choose-staging-folder' }],
    });
  });
});
