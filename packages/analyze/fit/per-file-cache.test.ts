import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { expect, it } from 'vitest';
import { cachedPerFile } from './per-file-cache.ts';

it('extracts once, and again from a changed file or for another kind', async () => {
  const folder = await temporaryFolder('per-file-cache');
  const file = join(folder, 'a.wav');
  await writeFile(file, 'music');
  let count = 0;
  const extract = async () => ({ values: Float64Array.of(++count) });
  const ask = (ending = '.key.bin') => cachedPerFile(file, { folder: join(folder, 'kept'), ending }, extract);
  expect([await ask(), await ask()]).toEqual([{ values: Float64Array.of(1) }, { values: Float64Array.of(1) }]);
  expect(await ask('.bin')).toEqual({ values: Float64Array.of(2) });
  await utimes(file, 1, 1);
  expect(await ask()).toEqual({ values: Float64Array.of(3) });
});

it('keeps nothing without a folder', async () => {
  let count = 0;
  const ask = () => cachedPerFile('no file', { folder: undefined, ending: '.bin' }, async () => ++count);
  expect([await ask(), await ask()]).toEqual([1, 2]);
});
