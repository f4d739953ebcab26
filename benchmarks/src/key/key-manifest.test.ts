import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../manifest.ts';
import { readKeyManifests } from './key-manifest.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('keys');
});

async function write(rows: unknown, name = 'manifest.json'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(rows));
  return path;
}

describe('readKeyManifests', () => {
  it('reads keys in any notation, and counts rows without a key', async () => {
    const path = await write([
      { file: 'a.ogg', key: 'C# minor', style: 'house', package: 'p' },
      { file: '/m/b.ogg', key: '8B' },
      { file: 'c.ogg', bpm: 120 },
      { file: 'd.ogg', key: null },
    ]);
    expect(await readKeyManifests([path], 'style')).toEqual({
      tracks: [
        { file: join(folder, 'a.ogg'), key: '12A', package: 'p', group: 'house' },
        { file: '/m/b.ogg', key: '8B', package: '/m/b.ogg', group: 'other' },
      ],
      unknown: 2,
    });
  });

  it('joins manifests', async () => {
    const first = await write([{ file: 'a.ogg', key: '8A' }, { file: 'b.ogg' }]);
    const second = await write([{ file: 'c.ogg', key: '8B' }], 'second.json');
    const { tracks, unknown } = await readKeyManifests([first, second]);
    expect(tracks.map(({ key }) => key)).toEqual(['8A', '8B']);
    expect(unknown).toBe(1);
  });

  it('refuses an invalid key with its row, and a manifest without keys', async () => {
    await expect(readKeyManifests([await write([{ file: 'a.ogg', key: 'H minor' }])])).rejects.toThrow(
      /"H minor" in row 1/,
    );
    await expect(readKeyManifests([await write([{ file: 'a.ogg' }])])).rejects.toThrow(UsageError);
  });
});
