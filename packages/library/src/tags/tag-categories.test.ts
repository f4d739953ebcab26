import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFormatError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, test } from 'vitest';
import { resolveDataFolder } from '../files/data-folder.ts';
import { readTagCategories } from './tag-categories.ts';

async function read(text?: string) {
  const root = await temporaryFolder('categories');
  await mkdir(join(root, 'config'));
  if (text !== undefined) await writeFile(join(root, 'config', 'my_tag_categories.yml'), text);
  return readTagCategories(resolveDataFolder({ dataDir: join(root, 'data'), env: {} }));
}

describe('readTagCategories', () => {
  test('reads names, tags and colours', async () => {
    const text =
      'categories:\n  Genre: [House, 90]\n  Situation:\n    - Peak\ncolors:\n  Peak: red\n  House: "#00ff00"\n';
    expect(await read(text)).toEqual({
      categories: [
        { name: 'Genre', tags: ['House', '90'] },
        { name: 'Situation', tags: ['Peak'] },
      ],
      colors: new Map([
        ['Peak', 0xff0000],
        ['House', 0x00ff00],
      ]),
    });
  });

  test('needs no file, and no keys', async () => {
    const none = { categories: [], colors: new Map() };
    expect(await read()).toEqual(none);
    expect(await read('# later\n')).toEqual(none);
  });

  test.each([
    ['categories: {A: [], B: [], C: [], D: [], E: []}', 'there are 5 categories, and Rekordbox has 4'],
    ['categories: {A: [x], B: [X]}', 'the tag "X" is listed twice'],
    ['categories: [a]', '"categories" must list tags for each name'],
    ['categories: {A: [{}]}', 'the category "A" must be a list of tags'],
    ['colors: {Peak: mauve}', '"mauve" is not a colour'],
    ['colours: {}', 'there is no key "colours"'],
    ['categories: {', 'line 1'],
    ['- x', 'it must have the keys'],
  ])('refuses %j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(FileFormatError);
    await expect(read(text)).rejects.toThrow(message);
  });
});
