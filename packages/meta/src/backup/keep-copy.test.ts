import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeEach, expect, it } from 'vitest';
import { keepCopy } from './keep-copy.ts';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder('meta');
});

it('keeps every copy, even several in one second', async () => {
  const path = join(folder, 'meta.json');
  const kept: string[] = [];
  for (const content of ['one', 'two', 'three', 'four']) {
    await writeFile(path, content);
    kept.push(await keepCopy(path));
  }
  expect(new Set(kept).size).toBe(4);
  expect(kept[0]).toMatch(/meta\.json\.corrupt-\d{8}-\d{6}$/);
  expect(await Promise.all(kept.map((name) => readFile(name, 'utf8')))).toEqual(['one', 'two', 'three', 'four']);
  expect(await readdir(folder)).toHaveLength(5);
});
