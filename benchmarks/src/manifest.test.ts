import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRows, UsageError } from './manifest.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rbassist-rows-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(text: string): Promise<string> {
  const path = join(folder, 'manifest.json');
  await writeFile(path, text);
  return path;
}

test('files are relative to the manifest, everything else is kept', async () => {
  expect(await readRows(await write('[{"bpm": 120, "file": "a/b.wav"}, {"file": "/m/c.wav"}]'), 'rows')).toEqual([
    { file: join(folder, 'a/b.wav'), bpm: 120 },
    { file: '/m/c.wav' },
  ]);
});

test.each(['', '{}', '[1]', '[{"bpm": 1}]', '[{"file": ""}]'])('refuses %j', async (text) => {
  await expect(readRows(await write(text), '{"file"}')).rejects.toThrow(UsageError);
});
