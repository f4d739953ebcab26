import { readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeNpy, FileFormatError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import type { Checkpoint, CheckpointTensor } from '../checkpoint/checkpoint.ts';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { openOnnxSession } from '../onnx/onnx-runtime.ts';
import type { FloatTensor } from '../onnx/onnx-session.ts';
import { standardizeWindow } from '../onnx/standardize-window.ts';
import { buildMertGraph } from './build-mert-graph.ts';
import { type MertConfig, parseMertConfig } from './mert-config.ts';

const FIXTURES = fileURLToPath(new URL('../../../../tests/fixtures/mert', import.meta.url));

interface Expected {
  cases: { input: number[]; frames: number; hidden_states: number[][][] }[];
}

describe.each(['post-ln', 'stable-ln'])('a %s checkpoint', (kind) => {
  const folder = join(FIXTURES, kind);

  it('matches every frame of every hidden state of the reference', async () => {
    await using checkpoint = await opened(folder);
    const config = await configOf(folder);
    const graph = await buildMertGraph(config, checkpoint, { pooling: 'none' });
    const { cases } = (await json(folder, 'expected.json')) as Expected;
    for (const { input, frames, hidden_states: expected } of cases) {
      const samples = Float32Array.from(input);
      const data = config.normalizeInput ? standardizeWindow(samples) : samples;
      const states = await run(graph, { data, shape: [1, data.length] });
      expect(states.shape).toEqual([config.layers + 1, 1, frames, config.hiddenSize]);
      expect(largestDifference(states.data, expected.flat(2))).toBeLessThan(1e-4);
    }
  });

  it('uses all weights in place, except the folded kernel', async () => {
    await using checkpoint = await opened(folder);
    const config = await configOf(folder);
    const graph = await buildMertGraph(config, checkpoint);
    expect(graph.folder).toBe(dirname(checkpoint.path));
    const stored = [...checkpoint.tensors.values()].reduce((bytes, { byteLength }) => bytes + byteLength, 0);
    const kernel = checkpoint.tensors.get('encoder.pos_conv_embed.conv.weight_v');
    const text = Buffer.from(graph.model).toString('latin1');
    expect(text.split('pytorch_model.bin').length - 1).toBe(checkpoint.tensors.size - 3);
    expect(graph.model.byteLength).toBeLessThan(stored);
    expect(text).toContain(String(checkpoint.tensors.get('encoder.layer_norm.bias')?.offset));
    expect(graph.model.byteLength).toBeGreaterThan(kernel?.byteLength ?? Number.POSITIVE_INFINITY);
    expect((await buildMertGraph(config, checkpoint)).model).toEqual(graph.model);
    for (const precision of ['float16', 'int8'] as const) {
      const { model } = await buildMertGraph(config, checkpoint, { precision });
      expect(Buffer.from(model).toString('latin1').split('pytorch_model.bin').length - 1).toBe(
        checkpoint.tensors.size - 3,
      );
    }
  });

  it('is the same model if its weights can not be used in place', async () => {
    await using checkpoint = await opened(folder);
    const config = await configOf(folder);
    const scattered = withTensors(checkpoint, (tensor) => ({ ...tensor, contiguous: false }));
    const copied = await buildMertGraph(config, scattered);
    expect(copied.folder).toBeUndefined();
    const input = { data: noise(4000), shape: [2, 2000] };
    expect((await run(copied, input)).data).toEqual((await run(await buildMertGraph(config, checkpoint), input)).data);
  });

  it('is refused with the config of another model', async () => {
    await using checkpoint = await opened(folder);
    const raw = (await json(folder, 'config.json')) as Record<string, unknown>;
    const preprocessor = await json(folder, 'preprocessor_config.json');
    for (const [change, message] of [
      [{ num_hidden_layers: 4 }, /encoder\.layers\.3/],
      [{ num_hidden_layers: 2 }, /encoder\.layers\.2/],
      [{ intermediate_size: 128 }, /intermediate_dense/],
      [{ conv_bias: true }, /conv\.bias/],
    ] as const) {
      const config = parseMertConfig({ ...raw, ...change }, preprocessor, folder);
      await expect(buildMertGraph(config, checkpoint)).rejects.toThrow(message);
      await expect(buildMertGraph(config, checkpoint)).rejects.toThrow(FileFormatError);
    }
  });

  it('is found under the names of newer torch versions', async () => {
    await using checkpoint = await opened(folder);
    const config = await configOf(folder);
    const renamed = new Map(
      [...checkpoint.tensors].map(([name, tensor]) => {
        const newer = name.replace('weight_g', 'parametrizations.weight.original0');
        return [`hubert.${newer.replace('weight_v', 'parametrizations.weight.original1')}`, tensor];
      }),
    );
    const graph = await buildMertGraph(config, { ...checkpoint, tensors: renamed });
    expect(graph.model).toEqual((await buildMertGraph(config, checkpoint)).model);
  });
});

describe('a MERT graph', () => {
  it.each(['layer-norm-stable', 'layer-norm-post', 'deepnorm'])(
    'matches transformers for a batch through a %s checkpoint',
    async (kind) => {
      const folder = join(FIXTURES, kind);
      await using checkpoint = await opened(folder);
      const config = await configOf(folder);
      const graph = await buildMertGraph(config, checkpoint, { pooling: 'none' });
      const { cases } = (await json(folder, 'expected.json')) as { cases: { input: number[]; states: number[] }[] };
      const data = Float32Array.from(cases.flatMap(({ input }) => input));
      const states = await run(graph, { data, shape: [cases.length, data.length / cases.length] });
      const [layers, , frames, size] = states.shape;
      for (const [i, { states: expected }] of cases.entries()) {
        const own = Array.from({ length: layers }, (_, layer) => (layer * cases.length + i) * frames * size);
        const values = own.flatMap((start) => [...states.data.subarray(start, start + frames * size)]);
        expect(largestDifference(values, expected)).toBeLessThan(1e-4);
      }
    },
  );

  it.each([
    ['in place if it is aligned', 0],
    ['as a copy if it is not aligned', 1],
  ])('a float16 checkpoint is used %s', async (_, misalignment) => {
    const folder = await temporaryFolder('mert');
    await using checkpoint = await opened(join(FIXTURES, 'stable-ln'));
    await writeFile(join(folder, 'model.safetensors'), await halved(checkpoint, misalignment));
    await using half = await opened(folder);
    const config = await configOf(join(FIXTURES, 'stable-ln'));
    const graph = await buildMertGraph(config, half);
    expect(graph.folder).toBe(misalignment === 0 ? await realpath(folder) : undefined);
    const input = { data: noise(4000), shape: [1, 4000] };
    const copied = await buildMertGraph(
      config,
      withTensors(half, (tensor) => ({ ...tensor, contiguous: false })),
    );
    const states = (await run(graph, input)).data;
    expect(largestDifference(states, [...(await run(copied, input)).data])).toBeLessThan(1e-4);
    expect(cosine(states, (await run(await buildMertGraph(config, checkpoint), input)).data)).toBeGreaterThan(0.9999);
    const halfway = await run(await buildMertGraph(config, half, { precision: 'float16' }), input);
    expect(cosine(states, halfway.data)).toBeGreaterThan(0.9999);
  });
});

describe.each(['post-ln', 'stable-ln', 'layer-norm-stable', 'layer-norm-post', 'deepnorm'])(
  'a %s checkpoint',
  (kind) => {
    it.each([
      ['int8', 0.995],
      ['float16', 0.999_999],
    ] as const)('stays close in %s', async (precision, least) => {
      const folder = join(FIXTURES, kind);
      await using checkpoint = await opened(folder);
      const config = await configOf(folder);
      // lengths with a remainder at some of the strides
      for (const samples of [12_000, 11_987, 4563]) {
        const input = { data: noise(samples), shape: [1, samples] };
        const exact = await run(await buildMertGraph(config, checkpoint), input);
        const rounded = await run(await buildMertGraph(config, checkpoint, { precision }), input);
        expect(rounded.shape).toEqual(exact.shape);
        expect(cosine(exact.data, rounded.data)).toBeGreaterThan(least);
        expect(rounded.data).not.toEqual(exact.data);
      }
    });
  },
);

async function opened(folder: string): Promise<Checkpoint & AsyncDisposable> {
  const checkpoint = await openCheckpoint(folder);
  return { ...checkpoint, [Symbol.asyncDispose]: () => checkpoint.close() };
}

function withTensors(checkpoint: Checkpoint, change: (tensor: CheckpointTensor) => CheckpointTensor): Checkpoint {
  const tensors = new Map([...checkpoint.tensors].map(([name, tensor]) => [name, change(tensor)]));
  return { ...checkpoint, tensors };
}

/** Writes all tensors as float16 to a safetensors file, with the data `misalignment` bytes after an even offset. */
async function halved({ tensors, read }: Checkpoint, misalignment: number): Promise<Buffer> {
  const header: Record<string, unknown> = {};
  const parts: Buffer[] = [];
  let offset = 0;
  for (const { name, shape } of tensors.values()) {
    const values = await read(name);
    const bytes = Buffer.from(encodeNpy(values)).subarray(-2 * values.length);
    header[name] = { dtype: 'F16', shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
    parts.push(bytes);
  }
  const text = JSON.stringify(header);
  const padded = text.padEnd(text.length + (text.length % 2) + misalignment);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, Buffer.from(padded), ...parts]);
}

async function configOf(folder: string): Promise<MertConfig> {
  return parseMertConfig(await json(folder, 'config.json'), await json(folder, 'preprocessor_config.json'), folder);
}

async function json(folder: string, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, name), 'utf8'));
}

async function run(
  { model, folder }: Awaited<ReturnType<typeof buildMertGraph>>,
  input: FloatTensor,
): Promise<FloatTensor> {
  const session = await openOnnxSession(model, { device: 'cpu', threads: 1, folder, probe: input });
  try {
    return await session.run(input);
  } finally {
    await session.close();
  }
}

/** Returns reproducible noise, -0.3..0.3. */
function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 32 - 0.5) * 0.6;
  });
}

function largestDifference(actual: ArrayLike<number>, expected: readonly number[]): number {
  expect(actual.length).toBe(expected.length);
  return expected.reduce((largest, value, i) => Math.max(largest, Math.abs(value - actual[i])), 0);
}

function cosine(a: Float32Array, b: Float32Array): number {
  const product = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}
