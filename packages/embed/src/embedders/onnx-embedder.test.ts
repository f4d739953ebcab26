import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { introCoreLate } from '@rbassist/audio';
import { FileFormatError, OptionError, TrackError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { ModelProtoSchema, TensorProto_DataType } from 'onnx-buf';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOnnxGraph, type OnnxGraph } from '../onnx/onnx-graph.ts';
import { createOnnxEmbedder } from './onnx-embedder.ts';

const RATE = 16_000;
const CARD = { name: 'tiny', sampleRate: RATE };

let folder: string;
let made = 0;
beforeAll(async () => {
  folder = await temporaryFolder('onnx');
});

type Shape = readonly (number | string)[];

/**
 * Builds a model with one input. It cuts frames of 100 samples; the output `frames` has two numbers per frame, 1 × and
 * 2 × its mean.
 */
function framesModel(shape: Shape, outputs: Partial<Record<'frames' | 'mean' | 'first', Shape>>): Uint8Array {
  const graph = createOnnxGraph('tiny');
  const batch = shape.length === 1 ? 1n : 0n;
  const flat = graph.node('Reshape', [
    graph.input('samples', shape),
    graph.constant(BigInt64Array.of(batch, -1n, 100n), [3]),
  ]);
  const means = graph.node('ReduceMean', [flat, graph.constant(BigInt64Array.of(2n), [1])], { ints: { keepdims: 1 } });
  graph.node('Mul', [means, graph.constant(Float32Array.of(1, 2), [2])], {}, 'frames');
  graph.node('ReduceMean', ['frames', ints(graph, 1)], { ints: { keepdims: 0 } }, 'mean');
  graph.node('Gather', ['frames', graph.constant(BigInt64Array.of(0n), [])], { ints: { axis: 1 } }, 'first');
  for (const [name, outputShape] of Object.entries(outputs)) graph.output(name, outputShape);
  return graph.bytes();
}

const ints = (graph: OnnxGraph, ...values: number[]) =>
  graph.constant(BigInt64Array.from(values, BigInt), [values.length]);

/** Returns the model with its first input or output declared as int64. */
function ofIntegers(bytes: Uint8Array, side: 'input' | 'output'): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes);
  const type = model.graph?.[side][0].type?.value;
  if (type?.case !== 'tensorType') throw new Error('the value is no tensor');
  type.value.elemType = TensorProto_DataType.INT64;
  return toBinary(ModelProtoSchema, model);
}

/** [batch, samples] → mean [batch, 2]. */
const meanModel = (shape: Shape = ['batch', 'samples']) => framesModel(shape, { mean: ['batch', 2] });

async function save(model: Uint8Array, card: object = CARD): Promise<string> {
  const path = join(folder, `model ${made++}.onnx`);
  await writeFile(path, model);
  await writeFile(path.replace('.onnx', '.json'), JSON.stringify(card));
  return path;
}

async function open(model: Uint8Array, card: object = CARD) {
  return createOnnxEmbedder({ model: await save(model, card), device: 'cpu', threads: 1 });
}

function wave(samples: number, level = 0.25): Float32Array {
  return Float32Array.from({ length: samples }, (_, i) => level + 0.1 * Math.sin((2 * Math.PI * i) / 50));
}

const rounded = (vectors: readonly Float32Array[]) =>
  vectors.map((vector) => Array.from(vector, (x) => Number(x.toFixed(4))));

describe('a model for windows of any length', () => {
  it('embeds the canonical windows', async () => {
    const embedder = await open(meanModel());
    const outline = { durationS: 200, firstSoundS: 1 };
    expect(embedder).toMatchObject({
      dimensions: 2,
      sampleRate: RATE,
      preferredBatch: 1,
      windowRule: 'intro-core-late/1',
    });
    expect(embedder.space).toMatch(/^tiny-[0-9a-f]{8}@intro-core-late\/2$/);
    expect(embedder.windows(outline)).toEqual(introCoreLate(outline));
    const vectors = await embedder.embed([wave(1600), wave(3200, 0.5), wave(1600, -0.125)]);
    expect(rounded(vectors)).toEqual([
      [0.25, 0.5],
      [0.5, 1],
      [-0.125, -0.25],
    ]);
    expect(await embedder.embed([])).toEqual([]);
    await embedder.close();
  });

  it.each([
    ['[samples] with [frames, dimensions]', ['samples'], ['frames', 2], 'mean'],
    ['[samples]', ['samples'], [1, 'frames', 2], 'mean'],
    ['[batch, samples]', ['batch', 'samples'], ['batch', 'frames', 2], 'mean'],
    ['[1, samples]', [1, 'samples'], [1, 'frames', 2], 'mean'],
    ['[batch, 1, samples]', ['batch', 1, 'samples'], ['batch', 'frames', 2], 'mean'],
    ['[batch, channels, samples]', ['batch', 'channels', 'samples'], ['batch', 'frames', 2], 'mean'],
    ['[batch, samples], first frame,', ['batch', 'samples'], ['batch', 'frames', 2], 'cls'],
  ] as const)('takes samples as %s', async (_, shape, output, pooling) => {
    const embedder = await open(framesModel(shape, { frames: output }), { ...CARD, pooling });
    const ramp = Float32Array.from({ length: 400 }, (_, i) => Math.floor(i / 100) / 10);
    const expected = pooling === 'cls' ? [0, 0] : [0.15, 0.3];
    expect(rounded(await embedder.embed([ramp, wave(200)]))).toEqual([expected, [0.25, 0.5]]);
    await embedder.close();
  });

  it('may have no axis for the batch in its output', async () => {
    const graph = createOnnxGraph('flat');
    const mean = graph.node('ReduceMean', [graph.input('samples', ['samples'])], { ints: { keepdims: 1 } });
    graph.node('Mul', [mean, graph.constant(Float32Array.of(1, 2, 3), [3])], {}, 'vector');
    graph.output('vector', [3]);
    const embedder = await open(graph.bytes());
    expect(rounded(await embedder.embed([wave(500)]))).toEqual([[0.25, 0.5, 0.75]]);
    await embedder.close();
  });

  it('gets zero mean and unit variance if its card says so', async () => {
    const embedder = await open(meanModel(), { ...CARD, normalize: true });
    const [[once]] = rounded(await embedder.embed([wave(1600, 3)]));
    expect(once).toBeCloseTo(0, 3);
    await embedder.close();
  });

  it('may have several outputs if its card names one', async () => {
    const model = framesModel(['batch', 'samples'], {
      frames: ['batch', 'frames', 2],
      first: ['batch', 2],
      mean: ['batch', 2],
    });
    await expect(open(model)).rejects.toThrow(/\.json must name an "output".* has 3: frames, first, mean/);
    await expect(open(model, { ...CARD, output: 'last' })).rejects.toThrow(
      /names the output "last".*frames, first, mean/,
    );
    const first = await open(model, { ...CARD, output: 'first' });
    const mean = await open(model, { ...CARD, output: 'mean' });
    const ramp = Float32Array.from({ length: 400 }, (_, i) => Math.floor(i / 100) / 10);
    expect(rounded(await first.embed([ramp]))).toEqual([[0, 0]]);
    expect(rounded(await mean.embed([ramp]))).toEqual([[0.15, 0.3]]);
    expect(first.space).not.toBe(mean.space);
    await first.close();
    await mean.close();
  });
});

describe('a model for windows of one length', () => {
  it('gets the canonical windows in pieces of the length in its card', async () => {
    const embedder = await open(meanModel(), { ...CARD, window: 20 });
    expect(embedder).toMatchObject({
      windowRule: 'intro-core-late/1+20s',
      space: expect.stringContaining('@chunks-20s/2'),
    });
    expect(embedder.windows({ durationS: 200, firstSoundS: 0 }).map(({ durationS }) => durationS)).toEqual([
      10, 20, 20, 20, 10,
    ]);
    await embedder.close();
  });

  it('gets a shorter window repeated to its fixed number of samples', async () => {
    const embedder = await open(meanModel([1, 8000]));
    expect(embedder.space).toContain('@chunks-0.5s/2');
    const half = Float32Array.from({ length: 6000 }, (_, i) => (i < 2000 ? 1 : 0));
    expect(rounded(await embedder.embed([wave(8000), half]))).toEqual([
      [0.25, 0.5],
      [0.5, 1],
    ]);
    await expect(embedder.embed([wave(8001)])).rejects.toThrow(OptionError);
    await embedder.close();
  });

  it('is refused if its card states another length', async () => {
    await (await open(meanModel([1, 8000]), { ...CARD, window: 0.5 })).close();
    const opened = open(meanModel([1, 8000]), { ...CARD, window: 5 });
    await expect(opened).rejects.toThrow(/"window" of 5 s at 16000 Hz, but .* needs exactly 8000 samples, 0\.5 s/);
    await expect(open(meanModel([1, 100]))).rejects.toThrow(/exactly 100 samples, 0\.00625 s/);
  });
});

describe('a space', () => {
  it('depends on the contents of the file and the card, not on their folder', async () => {
    const spaceOf = async (model: Uint8Array, card: object) => {
      const embedder = await open(model, card);
      await embedder.close();
      return embedder.space;
    };
    const frames = framesModel(['batch', 'samples'], { frames: ['batch', 'frames', 2] });
    const card = { ...CARD, pooling: 'mean' };
    const space = await spaceOf(frames, card);
    expect(await spaceOf(frames, { ...card, output: 'frames', normalize: false })).toBe(space);
    const others = [
      await spaceOf(frames, { ...card, pooling: 'cls' }),
      await spaceOf(frames, { ...card, normalize: true }),
      await spaceOf(frames, { ...card, sampleRate: 48_000 }),
      await spaceOf(frames, { ...card, window: 5 }),
      await spaceOf(framesModel(['any', 'samples'], { frames: ['any', 'frames', 2] }), card),
    ];
    expect(new Set([space, ...others]).size).toBe(6);
  });
});

describe('values in another file', () => {
  function scaled(location: string): Uint8Array {
    const graph = createOnnxGraph('external');
    const mean = graph.node('ReduceMean', [graph.input('samples', ['batch', 'samples']), ints(graph, 1)], {
      ints: { keepdims: 1 },
    });
    const scale = graph.external('float32', [2], { location, offset: 4, byteLength: 8 }, 'scale');
    graph.node('Mul', [mean, scale], {}, 'vector');
    graph.output('vector', ['batch', 2]);
    return graph.bytes();
  }
  const values = (...scale: number[]) => new Uint8Array(Float32Array.of(9, ...scale).buffer);

  it('are used, and change its space', async () => {
    const spaces: string[] = [];
    for (const scale of [1, 2]) {
      const location = `värden ${scale}.data`;
      await writeFile(join(folder, location), values(scale, -scale));
      const embedder = await open(scaled(location));
      expect(rounded(await embedder.embed([wave(500)]))).toEqual([[0.25 * scale, -0.25 * scale]]);
      spaces.push(embedder.space);
      await embedder.close();
    }
    expect(spaces[0]).not.toBe(spaces[1]);
    // same graph and name, other values
    const path = await save(scaled('same.data'));
    const found = new Set<string>();
    for (const scale of [1, 2]) {
      await writeFile(join(folder, 'same.data'), values(scale, 0));
      const embedder = await createOnnxEmbedder({ model: path, device: 'cpu' });
      found.add(embedder.space);
      await embedder.close();
    }
    expect(found.size).toBe(2);
  });

  it('are found through links, as in the cache of the hub', async () => {
    const [blobs, snapshot] = [join(folder, 'blobs'), join(folder, 'snapshot')];
    for (const path of [blobs, snapshot]) await mkdir(path);
    const files = { 'm.onnx': scaled('m.data'), 'm.data': values(1, 2), 'm.json': JSON.stringify(CARD) };
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(blobs, `${name}-blob`), content);
      await symlink(join('..', 'blobs', `${name}-blob`), join(snapshot, name));
    }
    const embedder = await createOnnxEmbedder({ model: join(snapshot, 'm.onnx'), device: 'cpu' });
    expect(rounded(await embedder.embed([wave(500)]))).toEqual([[0.25, 0.5]]);
    await embedder.close();
  });

  it('that are missing, incomplete, or in another folder are an error', async () => {
    await expect(open(scaled('gone.data'))).rejects.toThrow(/gone\.data .*does not exist/);
    await writeFile(join(folder, 'cut.data'), values(1));
    await expect(open(scaled('cut.data'))).rejects.toThrow(FileFormatError);
    for (const location of ['../outside.data', '/etc/hostname', 'C:\\outside.data', '']) {
      await expect(open(scaled(location))).rejects.toThrow(/outside its folder.* did not read that file/);
    }
  });
});

describe('an error names the problem of', () => {
  const whole = meanModel();
  it.each([
    ['nothing', new Uint8Array()],
    ['text', Buffer.from('this is no model')],
    ['zeros', new Uint8Array(5000)],
    ['the beginning of one', whole.subarray(0, 20)],
    ['the first half of one', whole.subarray(0, whole.length >> 1)],
    ['all but the last byte of one', whole.subarray(0, -1)],
  ])('%s', async (_, bytes) => {
    const opened = open(bytes);
    await expect(opened).rejects.toThrow(FileFormatError);
    await expect(opened).rejects.toThrow(/model \d+\.onnx is not an ONNX file: .*Download or export it again/);
  });

  it('a file that is missing, has no card, or is not a .onnx file', async () => {
    await expect(createOnnxEmbedder({ model: join(folder, 'none.onnx') })).rejects.toThrow(
      /none\.onnx .*does not exist/,
    );
    await expect(createOnnxEmbedder({ model: join(folder, 'model.pt') })).rejects.toThrow(OptionError);
    await mkdir(join(folder, 'folder.onnx'));
    await expect(createOnnxEmbedder({ model: join(folder, 'folder.onnx') })).rejects.toThrow(FileFormatError);
    await writeFile(join(folder, 'bare.onnx'), meanModel());
    await expect(createOnnxEmbedder({ model: join(folder, 'bare.onnx') })).rejects.toThrow(/bare\.json is missing/);
  });

  it('invalid options', async () => {
    const model = await save(meanModel());
    await expect(createOnnxEmbedder({ model, threads: 0 })).rejects.toThrow(OptionError);
    await expect(createOnnxEmbedder({ model, layer: 1 } as { model: string })).rejects.toThrow(
      /Unknown option "layer"/,
    );
    await expect(createOnnxEmbedder({ model, device: 'tpu' as 'cpu' })).rejects.toThrow(/auto, cpu, cuda/);
  });

  it.each([
    ['a fixed batch', meanModel([4, 'samples']), /shape \[4, samples\], a fixed batch of 4/],
    ['two channels', framesModel(['batch', 2, 'samples'], { mean: ['batch', 2] }), /\[batch, 2, samples\], 2 channels/],
    ['four axes', framesModel(['batch', 1, 1, 'samples'], { mean: ['batch', 2] }), /shape \[batch, 1, 1, samples\]/],
  ])('an input of %s', async (_, model, reason) => {
    await expect(open(model)).rejects.toThrow(FileFormatError);
    await expect(open(model)).rejects.toThrow(reason);
  });

  it('several inputs', async () => {
    const graph = createOnnxGraph('two');
    graph.node('Add', [graph.input('left', ['batch', 'n']), graph.input('right', ['batch', 'n'])], {}, 'sum');
    graph.output('sum', ['batch', 'n']);
    await expect(open(graph.bytes())).rejects.toThrow(/it has 2 inputs \(left, right\)/);
  });

  it('an input or output of another type', async () => {
    const counts = createOnnxGraph('counts');
    const samples = counts.cast(counts.input('samples', ['batch', 'samples']), 'float32');
    counts.node('ReduceMean', [samples, ints(counts, 1)], { ints: { keepdims: 1 } }, 'mean');
    counts.node('Cast', ['mean'], { ints: { to: TensorProto_DataType.INT64 } }, 'count');
    counts.output('count', ['batch', 1]);
    const counting = open(ofIntegers(counts.bytes(), 'output'));
    await expect(counting).rejects.toThrow(FileFormatError);
    await expect(counting).rejects.toThrow(/its output "count" is of type int64, not float32/);
    const counted = open(ofIntegers(ofIntegers(counts.bytes(), 'output'), 'input'));
    await expect(counted).rejects.toThrow(FileFormatError);
    await expect(counted).rejects.toThrow(/its input "samples" is of type int64/);
  });

  it('frames instead of one vector, and one vector instead of frames', async () => {
    const frames = framesModel(['batch', 'samples'], { frames: ['batch', 'frames', 2] });
    await expect(open(frames)).rejects.toThrow(/has the shape \[1, 160, 2\].*"mean" for \[batch, frames/);
    await expect(open(meanModel(), { ...CARD, pooling: 'mean' })).rejects.toThrow(/has the shape \[1, 2\].*"none" for/);
  });

  it('sound instead of a vector', async () => {
    const graph = createOnnxGraph('echo');
    graph.node('Neg', [graph.input('samples', ['batch', 'samples'])], {}, 'echo');
    graph.output('echo', ['batch', 'samples']);
    await expect(open(graph.bytes(), { ...CARD, window: 10 })).rejects.toThrow(
      /\[1, 160000\].* with 1 to 65,536 dimensions/,
    );
    const embedder = await open(graph.bytes());
    const uneven = embedder.embed([wave(16_000), wave(1600)]);
    await expect(uneven).rejects.toThrow(TrackError);
    await expect(uneven).rejects.toThrow(/returned 1600 numbers for one window and 16000 for another/);
    await embedder.close();
  });

  it('a model that returns NaN or infinity', async () => {
    const build = (divisor: string) => {
      const graph = createOnnxGraph('broken');
      const mean = graph.node('ReduceMean', [graph.input('samples', ['batch', 'samples']), ints(graph, 1)], {
        ints: { keepdims: 1 },
      });
      graph.node('Div', [mean, divisor === 'itself' ? mean : graph.constant(Float32Array.of(0), [1])], {}, 'vector');
      graph.output('vector', ['batch', 1]);
      return graph.bytes();
    };
    await expect(open(build('zero'))).rejects.toThrow(FileFormatError);
    await expect(open(build('zero'))).rejects.toThrow(/NaN or infinite values, even for a tone/);
    const embedder = await open(build('itself'));
    const silent = embedder.embed([new Float32Array(1600)]);
    await expect(silent).rejects.toThrow(TrackError);
    await expect(silent).rejects.toThrow(/NaN or infinite/);
    await embedder.close();
  });

  it('a window that cannot be embedded', async () => {
    const embedder = await open(meanModel());
    await expect(embedder.embed([new Float32Array()])).rejects.toThrow(expect.objectContaining({ kind: 'too-short' }));
    await expect(embedder.embed([wave(100).fill(Number.NaN, 99)])).rejects.toThrow(
      expect.objectContaining({ kind: 'corrupt' }),
    );
    // the model cuts frames of 100 samples, so 150 do not work
    const odd = embedder.embed([wave(150)]);
    await expect(odd).rejects.toThrow(TrackError);
    await expect(odd).rejects.toThrow(/can't embed a window of 150 samples/);
    await embedder.close();
  });
});
