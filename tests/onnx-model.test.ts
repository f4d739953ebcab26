import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeNpy, type TrackRecord } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOnnxGraph } from '../packages/embed/src/onnx/onnx-graph.ts';
import { writeUntagged } from './support/music.ts';
import { rbassist } from './support/rbassist.ts';

const CARD = { name: 'eight-ears', sampleRate: 16_000, window: 5, pooling: 'mean' };
const DIMENSIONS = 8;
const KERNEL = 64;
const SECONDS = 12;

let music: string;
let dataDir: string;
let model: string;
beforeAll(async () => {
  music = await temporaryFolder('music');
  dataDir = await temporaryFolder('data');
  model = join(await temporaryFolder('models'), 'eight ears.onnx');
  for (const title of ['Perihelion', 'Copper Kettle']) await writeUntagged(join(music, `${title}.wav`), title, SECONDS);
  await writeFile(model, earsModel());
  await writeFile(model.replace('.onnx', '.json'), JSON.stringify(CARD));
});

/** Returns the loudness at eight pitches per frame: [batch, 1, samples] in, [batch, frames, 8] out. */
function earsModel(): Uint8Array {
  const graph = createOnnxGraph('eight-ears');
  const samples = graph.input('waveform', ['batch', 1, 'samples']);
  const kernels = Float32Array.from({ length: DIMENSIONS * KERNEL }, (_, i) =>
    Math.sin((2 * Math.PI * (1 + Math.floor(i / KERNEL)) * (i % KERNEL)) / KERNEL),
  );
  const heard = graph.node('Conv', [samples, graph.constant(kernels, [DIMENSIONS, 1, KERNEL])], {
    ints: { strides: [KERNEL] },
  });
  graph.node('Transpose', [graph.node('Abs', [heard])], { ints: { perm: [0, 2, 1] } }, 'loudness');
  graph.output('loudness', ['batch', 'frames', DIMENSIONS]);
  return graph.bytes();
}

describe('a .onnx file with its card', () => {
  it('computes vectors in its own space for a folder of music, once', async () => {
    const { code, stdout } = await rbassist('scan', music, '--model', model, '--data-dir', dataDir);
    expect(stdout).toContain('2 tracks processed');
    expect(code).toBe(0);
    const { tracks }: { tracks: Record<string, TrackRecord> } = JSON.parse(
      await readFile(join(dataDir, 'meta.json'), 'utf8'),
    );
    expect(Object.keys(tracks)).toHaveLength(2);
    for (const { embedding = '', embedding_space } of Object.values(tracks)) {
      expect(embedding_space).toMatch(/^eight-ears-[0-9a-f]{8}@chunks-5s\/8$/);
      const { data, shape } = decodeNpy(await readFile(embedding), embedding);
      expect(shape).toEqual([DIMENSIONS]);
      expect(data.every((loudness) => loudness > 0)).toBe(true);
    }
    const again = await rbassist('scan', music, '--model', model, '--data-dir', dataDir);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('2 unchanged') });
  });

  it('works with recommend', async () => {
    const anyTempo = ['--no-camelot-neighbors', '--tempo-pct', '1000'];
    const { stdout, code } = await rbassist('recommend', 'Perihelion', ...anyTempo, '--data-dir', dataDir);
    expect(code).toBe(0);
    expect(stdout).toContain('Copper Kettle');
  });

  it('does not mix with vectors of another card', async () => {
    const other = join(await temporaryFolder('models'), 'ears.onnx');
    await writeFile(other, earsModel());
    await writeFile(other.replace('.onnx', '.json'), JSON.stringify({ ...CARD, normalize: true }));
    const mixed = await rbassist('embed', music, '--model', other, '--data-dir', dataDir);
    expect(mixed).toMatchObject({ code: 1, stderr: expect.stringMatching(/of another model .*--re-embed/) });
  });

  it("that can't be used fails with a reason before the first track", async () => {
    const folder = await temporaryFolder('broken');
    const scan = (name: string, ...words: string[]) =>
      rbassist('scan', music, '--model', join(folder, name), ...words, '--data-dir', dataDir);
    expect(await scan('none.onnx')).toMatchObject({ code: 1, stderr: expect.stringContaining('does not exist') });
    await writeFile(join(folder, 'bare.onnx'), earsModel());
    expect(await scan('bare.onnx')).toMatchObject({ code: 1, stderr: expect.stringContaining('bare.json is missing') });
    await writeFile(join(folder, 'bare.json'), JSON.stringify({ ...CARD, pooling: 'max' }));
    expect(await scan('bare.onnx')).toMatchObject({ code: 1, stderr: expect.stringContaining('"pooling" must be') });
    await mkdir(join(folder, 'folder.onnx'));
    expect(await scan('folder.onnx')).toMatchObject({ code: 1, stderr: expect.stringContaining('is not a file') });
    const layered = await rbassist('embed', music, '--model', model, '--windows', 'chunks', '--data-dir', dataDir);
    expect(layered).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`The card of ${model} sets its windows`),
    });
  });
});
