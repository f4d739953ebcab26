import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav, synthesizeSong } from '@rbassist/testing/synth';
import { describe, expect, it } from 'vitest';
import { withBenchContext } from './bench-context.ts';
import { measureScan } from './measure-scan.ts';
import { repeatFiles } from './repeat-files.ts';

describe('measureScan', () => {
  it('measures the published command on every file, and leaves no files behind', async () => {
    let place = '';
    const figures = await withBenchContext(
      () => {},
      async (context) => {
        place = context.folder;
        const song = join(context.folder, 'song.wav');
        const channels = synthesizeSong({ seconds: 5, sampleRate: 22_050 });
        await writeFile(song, encodeWav({ channels, sampleRate: 22_050, bitDepth: 16 }));
        const folder = await repeatFiles([song], 3, join(context.folder, 'music'));
        await writeFile(join(folder, 'broken.wav'), 'no music');
        return measureScan({ folder, workers: 1, hideFfmpeg: true }, context);
      },
    );
    expect(figures).toMatchObject({ tracks: 3, failed: 1, musicS: 15 });
    const { decodeS, dspS, writeS } = figures.stages;
    for (const stage of [decodeS, dspS, writeS]) expect(stage).toBeGreaterThan(0);
    expect(decodeS + dspS).toBeLessThan(figures.wallS);
    expect(figures.peakMib).toBeGreaterThan(20);
    if (process.platform === 'linux') expect(figures.cpuS).toBeGreaterThan(0);
    await expect(readdir(place)).rejects.toThrow('ENOENT');
  });

  it('removes its files if the work fails', async () => {
    let place = '';
    const work = withBenchContext(
      () => {},
      async ({ folder }) => {
        place = folder;
        await mkdir(join(folder, 'inner'));
        throw new Error('stop here');
      },
    );
    await expect(work).rejects.toThrow('stop here');
    await expect(readdir(place)).rejects.toThrow('ENOENT');
  });
});
