import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cosineDistance, decodeNpy, type TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeUntagged } from './support/music.ts';
import { rbassist, rbassistWith } from './support/rbassist.ts';

/** A MERT of 32 dimensions with random weights. */
const CHECKPOINT = join(import.meta.dirname, 'fixtures', 'mert', 'stable-ln');
const SECONDS = 12;

let music: string;
let dataDir: string;
beforeAll(async () => {
  music = await temporaryFolder('music');
  dataDir = await temporaryFolder('data');
  for (const title of ['Perihelion', 'Copper Kettle']) await writeUntagged(join(music, `${title}.wav`), title, SECONDS);
});

describe('a MERT checkpoint', () => {
  it('in the cache of the hub is used by its id', async () => {
    const cache = await temporaryFolder('hub');
    await cp(CHECKPOINT, join(cache, 'models--someone--tiny', 'snapshots', '0'.repeat(40)), { recursive: true });
    const own = await temporaryFolder('own');
    const words = ['embed', music, '--model', 'someone/tiny', '--data-dir', own];
    expect((await rbassistWith({ HF_HUB_CACHE: cache }, ...words)).code).toBe(0);
    // a library with its vectors needs no --model
    await writeUntagged(join(music, 'Meridian Lights.wav'), 'Meridian Lights', SECONDS);
    const again = await rbassistWith({ HF_HUB_CACHE: cache }, 'scan', music, '--no-analyze', '--data-dir', own);
    await rm(join(music, 'Meridian Lights.wav'));
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('3 tracks in the index') });
    const { tracks } = JSON.parse(await readFile(join(own, 'meta.json'), 'utf8'));
    expect(Object.keys(tracks)).toHaveLength(3);
    for (const track of Object.values<TrackRecord>(tracks)) {
      expect(track.embedding_space).toMatch(/^someone\/tiny#[0-9a-f]{8}@intro-core-late-120s\/32$/);
    }
  });

  it('computes vectors in its own space for a folder of music', async () => {
    const { code, stdout } = await rbassist('scan', music, '--model', CHECKPOINT, '--data-dir', dataDir);
    expect(stdout).toContain('2 tracks processed');
    expect(code).toBe(0);
    const { tracks }: { tracks: Record<string, TrackRecord> } = JSON.parse(
      await readFile(join(dataDir, 'meta.json'), 'utf8'),
    );
    for (const { embedding = '', embedding_space, bpm } of Object.values(tracks)) {
      expect(embedding_space).toMatch(/^stable-ln-[0-9a-f]{8}@intro-core-late-120s\/32$/);
      expect(bpm).toBeGreaterThan(0);
      const { data, shape } = decodeNpy(await readFile(embedding), embedding);
      expect(shape).toEqual([32]);
      expect(data.every(Number.isFinite)).toBe(true);
    }
  });

  it('works with recommend', async () => {
    const { stdout, code } = await rbassist(
      'recommend',
      'Perihelion',
      '--no-camelot-neighbors',
      '--tempo-pct',
      '1000',
      '--data-dir',
      dataDir,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('Copper Kettle');
  });

  it('uses chunks of 5 s and another layer if set, in a separate space', async () => {
    const own = await temporaryFolder('chunks');
    const model = ['--model', CHECKPOINT, '--windows', 'chunks', '--layer', '1', '--device', 'cpu'];
    const { code } = await rbassist('embed', music, ...model, '--data-dir', own);
    expect(code).toBe(0);
    const { tracks } = JSON.parse(await readFile(join(own, 'meta.json'), 'utf8'));
    for (const track of Object.values<TrackRecord>(tracks)) {
      expect(track.embedding_space).toMatch(/^stable-ln-[0-9a-f]{8}@chunks-5s-layer-1\/32$/);
    }
    const wrong = await rbassist('embed', music, '--model', CHECKPOINT, '--layer', '1', '--data-dir', own);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--layer must be 3, the last one') });
  });

  it('embeds several tracks at once, with the same vectors', async () => {
    const vectors: Float32Array[][] = [];
    for (const batch of [['1'], ['3', '--max-batch-seconds', '24', '--workers', '2']]) {
      const own = await temporaryFolder('batch');
      const words = ['--model', CHECKPOINT, '--windows', 'chunks', '--device', 'cpu', '--data-dir', own];
      const { code } = await rbassist('embed', music, ...words, '--batch-size', ...batch);
      expect(code).toBe(0);
      const { tracks }: { tracks: Record<string, TrackRecord> } = JSON.parse(
        await readFile(join(own, 'meta.json'), 'utf8'),
      );
      const files = Object.keys(tracks)
        .sort()
        .map((path) => tracks[path].embedding ?? '');
      vectors.push(await Promise.all(files.map(async (file) => decodeNpy(await readFile(file), file).data)));
    }
    const [alone, together] = vectors;
    expect(alone).toHaveLength(2);
    for (const [i, vector] of alone.entries()) expect(cosineDistance(vector, together[i])).toBeLessThan(1e-5);
    const wrong = await rbassist('embed', music, '--model', CHECKPOINT, '--batch-size', '0', '--data-dir', dataDir);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('--batch-size must be') });
  });

  it('does not mix with vectors of another model', async () => {
    const { stderr, code } = await rbassist('scan', music, '--data-dir', dataDir);
    expect(code).toBe(1);
    expect(stderr).toMatch(/of another model .*--re-embed/);
  });

  it('that does not exist is an error that lists the choices', async () => {
    const nowhere = await rbassist('scan', music, '--model', 'no-such-model', '--data-dir', dataDir);
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('the folder of a MERT checkpoint') });
    const notPulled = await rbassist('scan', music, '--model', 'm-a-p/MERT-v1-95M', '--data-dir', dataDir);
    expect(notPulled).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('rbassist model pull m-a-p/MERT-v1-95M'),
    });
    const noModel = await rbassist('scan', music, '--model', music, '--data-dir', dataDir);
    expect(noModel).toMatchObject({ code: 1, stderr: expect.stringContaining('neither model.safetensors nor') });
  });
});
