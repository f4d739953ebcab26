import { DataFolderError } from '@rbassist/core';
import { expect, test } from 'vitest';
import { folderError } from './folder-error.ts';

test.each([
  ['ENOSPC', /disk is full/],
  ['EACCES', /permission is denied/],
  ['EROFS', /read-only/],
  ['ENOTDIR', /file where its folder should be/],
])('says in plain words what %s means', (code, words) => {
  const cause = Object.assign(new Error(`${code}: jargon`), { code });
  const error = folderError('/data/meta.json', 'written', cause);
  expect(error).toBeInstanceOf(DataFolderError);
  expect(error).toMatchObject({ path: '/data/meta.json', cause, message: expect.stringContaining('/data/meta.json') });
  expect(error.message).toMatch(words);
  expect(error.message).not.toContain('jargon');
});

test('passes on the words of an error it has no better ones for', () => {
  expect(folderError('/m', 'read', new Error('the cable fell out')).message).toBe(
    "/m can't be read: the cable fell out.",
  );
});
