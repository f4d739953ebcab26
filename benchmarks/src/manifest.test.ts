import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { readRows, UsageError } from './manifest.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('rows');
});

async function write(text: string): Promise<string> {
  const path = join(folder, 'manifest.json');
  await writeFile(path, text);
  return path;
}

describe('readRows', () => {
  it('resolves files relative to the manifest and keeps other columns', async () => {
    expect(await readRows(await write('[{"bpm": 120, "file": "a/b.wav"}, {"file": "/m/c.wav"}]'), 'rows')).toEqual([
      { file: join(folder, 'a/b.wav'), bpm: 120 },
      { file: '/m/c.wav' },
    ]);
  });

  it.each(['', '{}', '[1]', '[{"bpm": 1}]', '[{"file": ""}]'])('refuses %j', async (text) => {
    await expect(readRows(await write(text), '{"file"}')).rejects.toThrow(UsageError);
  });
});
