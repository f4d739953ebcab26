import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../manifest.ts';
import { readTempoManifests } from './tempo-manifest.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder('tempos');
});

async function write(rows: unknown, name = 'manifest.json'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(rows));
  return path;
}

describe('readTempoManifests', () => {
  it('skips a row without a tempo, accepts null for no beat, and groups rows', async () => {
    const path = await write([
      { file: 'a.wav', bpm: 127.5, beats: [0.1, 0.57], kind: 'house', tempos: [{ metro: '3/4' }] },
      { file: 'b.wav', bpm: null, package: 'a-data', timesig: '6/8' },
      { file: 'c.wav', kind: 'house' },
      { file: 'd.wav', bpm: 0 },
    ]);
    const { tracks, unknown } = await readTempoManifests([path], 'kind');
    expect(unknown).toBe(2);
    expect(tracks).toEqual([
      {
        file: join(folder, 'a.wav'),
        bpm: 127.5,
        beats: [0.1, 0.57],
        metre: '3/4',
        group: 'house',
        package: 'house',
      },
      { file: join(folder, 'b.wav'), bpm: null, metre: '6/8', group: 'other', package: 'a-data' },
    ]);
  });

  it('joins manifests', async () => {
    const first = await write([{ file: 'a.wav', bpm: 90 }, { file: 'b.wav' }]);
    const second = await write([{ file: 'c.wav', bpm: 120 }], 'second.json');
    const { tracks, unknown } = await readTempoManifests([first, second], undefined);
    expect(tracks.map(({ bpm }) => bpm)).toEqual([90, 120]);
    expect(unknown).toBe(1);
  });

  it('refuses a manifest without tempos', async () => {
    await expect(readTempoManifests([await write([{ file: 'a.wav' }])], undefined)).rejects.toThrow(UsageError);
  });
});
