import { expect, test } from 'vitest';
import { dataFolderError } from './data-folder-error.ts';
import { DataFolderError } from '../errors.ts';

test.each([
  ['ENOSPC', /disk is full/],
  ['EACCES', /permission is denied/],
  ['EROFS', /read-only/],
  ['ENOTDIR', /file where a folder should be/],
])('says in plain words what %s means', (code, words) => {
  const cause = Object.assign(new Error(`${code}: jargon`), { code });
  const error = dataFolderError('/data/meta.json', 'written', cause);
  expect(error).toBeInstanceOf(DataFolderError);
  expect(error).toMatchObject({ path: '/data/meta.json', cause, message: expect.stringContaining('/data/meta.json') });
  expect(error.message).toMatch(words);
  expect(error.message).not.toContain('jargon');
});

test('passes on the words of an error it has no better ones for', () => {
  expect(dataFolderError('/m', 'read', new Error('the cable fell out')).message).toBe(
    '/m cannot be read: the cable fell out.',
  );
});
