import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FileFormatError, OptionError, TrackError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { createMertModel } from './mert-model.ts';

const FIXTURES = fileURLToPath(new URL('../../../../tests/fixtures/mert', import.meta.url));

describe.each(['post-ln', 'stable-ln'])('a %s model', (kind) => {
  const options = { checkpoint: join(FIXTURES, kind), device: 'cpu', threads: 1 } as const;

  it('has the properties of its config', async () => {
    const model = await createMertModel(options);
    expect(model).toMatchObject({ layers: 3, dimensions: 32, sampleRate: 24_000, device: 'cpu' });
    await model.close();
  });

  it('embeds a window the same alone and in any batch', async () => {
    const model = await createMertModel(options);
    const windows = [wave(6000, 440), wave(4200, 220), wave(6000, 97), wave(6000, 3000), wave(400, 50)];
    const together = await model.hiddenMeans(windows);
    expect(together.map((states) => states.map((state) => state.length))).toEqual(windows.map(() => [32, 32, 32, 32]));
    for (const [i, window] of windows.entries()) {
      const [alone] = await model.hiddenMeans([window]);
      for (const [layer, state] of alone.entries()) expectClose(together[i][layer], state, 1e-5);
    }
    await model.close();
  });

  it('embeds a window the same in any batch in int8 too', async () => {
    const model = await createMertModel({ ...options, precision: 'int8' });
    const windows = [wave(6000, 440), wave(6000, 97), wave(6000, 3000).map((sample) => sample / 100)];
    const together = await model.hiddenMeans(windows);
    for (const [i, window] of windows.entries()) expect(await model.hiddenMeans([window])).toEqual([together[i]]);
    await model.close();
  });

  it('gives finite vectors for silence, a constant and a click', async () => {
    const model = await createMertModel(options);
    const click = new Float32Array(6000);
    click[3000] = 1;
    for (const window of [new Float32Array(6000), new Float32Array(6000).fill(0.5), click]) {
      const [states] = await model.hiddenMeans([window]);
      for (const state of states) expect(state.every(Number.isFinite)).toBe(true);
    }
    await model.close();
  });

  it('refuses windows that cannot be embedded', async () => {
    const model = await createMertModel(options);
    await expect(model.hiddenMeans([])).resolves.toEqual([]);
    const short = model.hiddenMeans([wave(6000, 440), new Float32Array(399)]);
    await expect(short).rejects.toThrow(expect.objectContaining({ kind: 'too-short' }));
    const broken = model.hiddenMeans([new Float32Array(6000).fill(Number.NaN, 5999)]);
    await expect(broken).rejects.toThrow(expect.objectContaining({ kind: 'corrupt' }));
    await expect(broken).rejects.toThrow(TrackError);
    await model.close();
  });
});

const reference = process.env.MERT_REFERENCE;
describe('createMertModel', () => {
  it.skipIf(!reference)('matches transformers with a full-size checkpoint from tests/reference/mert.py', async () => {
    const folder = String(reference);
    const { cases } = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')) as {
      cases: { input: number[]; states: number[] }[];
    };
    const model = await createMertModel({ checkpoint: folder, device: 'cpu' });
    const results = await model.hiddenMeans(cases.map(({ input }) => Float32Array.from(input)));
    for (const [i, { states }] of cases.entries()) {
      for (const [layer, state] of results[i].entries()) {
        const expected = Float32Array.from(states.slice(layer * model.dimensions, (layer + 1) * model.dimensions));
        const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expectClose(state, expected, 1e-3 * largest);
      }
    }
    await model.close();
  });

  it('opens a link to another folder, as in the cache of the hub', async () => {
    const folder = await temporaryFolder('mert');
    const [blobs, snapshot] = [join(folder, 'blobs'), join(folder, 'snapshots')];
    for (const path of [blobs, snapshot]) await mkdir(path);
    for (const name of ['config.json', 'preprocessor_config.json', 'pytorch_model.bin']) {
      await copyFile(join(FIXTURES, 'post-ln', name), join(blobs, `${name}-blob`));
      await symlink(join('..', 'blobs', `${name}-blob`), join(snapshot, name));
    }
    const linked = await createMertModel({ checkpoint: snapshot, device: 'cpu', threads: 1 });
    const plain = await createMertModel({ checkpoint: join(FIXTURES, 'post-ln'), device: 'cpu', threads: 1 });
    expect(await linked.hiddenMeans([wave(2000, 440)])).toEqual(await plain.hiddenMeans([wave(2000, 440)]));
    await linked.close();
    await plain.close();
  });

  it.each([
    'feature_extractor.conv_layers.0.conv.weight',
    'encoder.layers.1.attention.out_proj.bias',
    'encoder.layers.2.final_layer_norm.weight',
  ])('finds NaN or infinity in %s, although the weights are used in place', async (name) => {
    const folder = await temporaryFolder('mert');
    for (const file of ['config.json', 'preprocessor_config.json', 'pytorch_model.bin']) {
      await copyFile(join(FIXTURES, 'stable-ln', file), join(folder, file));
    }
    const checkpoint = await openCheckpoint(folder);
    await checkpoint.close();
    const bytes = await readFile(checkpoint.path);
    bytes.writeFloatLE(Number.POSITIVE_INFINITY, (checkpoint.tensors.get(name)?.offset ?? 0) + 4);
    await writeFile(checkpoint.path, bytes);
    const opened = createMertModel({ checkpoint: folder, device: 'cpu', threads: 1 });
    await expect(opened).rejects.toThrow(FileFormatError);
    await expect(opened).rejects.toThrow(/NaN or infinite values, even for silence/);
  });

  it('names a file that cannot be used', async () => {
    const folder = await temporaryFolder('mert');
    await copyFile(join(FIXTURES, 'post-ln', 'pytorch_model.bin'), join(folder, 'pytorch_model.bin'));
    const open = () => createMertModel({ checkpoint: folder, device: 'cpu' });
    await expect(open()).rejects.toThrow(/config\.json can't be read/);
    await writeFile(join(folder, 'config.json'), '{');
    await expect(open()).rejects.toThrow(FileFormatError);
  });

  it('refuses invalid options', async () => {
    const checkpoint = join(FIXTURES, 'post-ln');
    await expect(createMertModel({ checkpoint, device: 'tpu' as 'cpu' })).rejects.toThrow(/auto, cpu, cuda/);
    await expect(createMertModel({ checkpoint, precision: 'int4' as 'int8' })).rejects.toThrow(
      /float32, float16, int8/,
    );
    await expect(createMertModel({ checkpoint, precision: 'int8', device: 'webgpu' })).rejects.toThrow(OptionError);
    for (const threads of [0, -1, 1.5, Number.NaN]) {
      await expect(createMertModel({ checkpoint, threads })).rejects.toThrow(OptionError);
    }
  });
});

function wave(length: number, hertz: number): Float32Array {
  return Float32Array.from(
    { length },
    (_, i) => 0.3 * Math.sin((2 * Math.PI * hertz * i) / 24_000) + 0.01 * ((i % 7) - 3),
  );
}

function expectClose(actual: Float32Array, expected: Float32Array, tolerance: number): void {
  for (const [i, value] of expected.entries()) expect(Math.abs(actual[i] - value)).toBeLessThan(tolerance);
}
