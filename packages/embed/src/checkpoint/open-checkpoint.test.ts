import { createHash } from 'node:crypto';
import { copyFile, open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import type { Checkpoint } from './checkpoint.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import {
  bytesOf,
  fixture,
  newFile,
  p,
  pickledTable,
  pickledTensor,
  pytorchFile,
  safetensorsFile,
  zipFile,
} from './test-checkpoints.ts';

interface ReferenceTensor {
  name: string;
  shape: number[];
  sha256: string;
  first: number;
  last: number;
  sum: number;
}
type Reference = Record<string, { sha256: string; tensors: ReferenceTensor[] }>;
const reference: Reference = JSON.parse(
  await readFile(new URL('../../../../tests/reference/checkpoint.json', import.meta.url), 'utf8'),
);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function opened<T>(path: string, use: (checkpoint: Checkpoint) => Promise<T>): Promise<T> {
  const checkpoint = await openCheckpoint(path);
  try {
    return await use(checkpoint);
  } finally {
    await checkpoint.close();
  }
}

function contents(path: string): Promise<Record<string, number[]>> {
  return opened(path, async (checkpoint) => {
    const values: Record<string, number[]> = {};
    for (const name of checkpoint.tensors.keys()) values[name] = [...(await checkpoint.read(name))];
    return values;
  });
}

describe.each(['post-ln', 'stable-ln'] as const)('the checkpoint %s', (name) => {
  it('reads the same tensors as Python, in the same order', async () => {
    await opened(fixture(name), async (checkpoint) => {
      expect(checkpoint).toMatchObject({ path: fixture(name), format: 'pytorch' });
      expect([...checkpoint.tensors.keys()]).toEqual(reference[name].tensors.map((tensor) => tensor.name));
      for (const expected of reference[name].tensors) {
        const { shape, dtype, contiguous } = checkpoint.tensors.get(expected.name) ?? {};
        expect({ shape, dtype, contiguous }).toEqual({ shape: expected.shape, dtype: 'float32', contiguous: true });
        const values = await checkpoint.read(expected.name);
        expect(sha256(bytesOf(values))).toBe(expected.sha256);
        expect([values[0], values.at(-1)]).toEqual([expected.first, expected.last]);
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(expected.sum, 9);
      }
    });
  });

  it('returns the position of the bytes of each tensor, aligned to 64', async () => {
    const bytes = await readFile(fixture(name));
    await opened(fixture(name), async ({ tensors }) => {
      for (const expected of reference[name].tensors) {
        const { file, offset, byteLength } = tensors.get(expected.name) ?? { file: '', offset: 1, byteLength: 0 };
        expect([file, offset % 64]).toEqual([fixture(name), 0]);
        expect(sha256(bytes.subarray(offset, offset + byteLength))).toBe(expected.sha256);
      }
    });
  });
});

describe('openCheckpoint', () => {
  const one = safetensorsFile({ a: { dtype: 'F32', shape: [], data_offsets: [0, 4] } }, bytesOf(Float32Array.of(7)));

  it('finds the weights in a folder, safetensors first', async () => {
    const folder = await temporaryFolder('checkpoint');
    await copyFile(fixture('post-ln'), join(folder, 'pytorch_model.bin'));
    await opened(folder, async ({ format, path }) => {
      expect([format, path]).toEqual(['pytorch', join(folder, 'pytorch_model.bin')]);
    });
    await writeFile(join(folder, 'model.safetensors'), one);
    await opened(folder, async ({ format }) => expect(format).toBe('safetensors'));
  });

  it('recognizes the format by the bytes, not by the name', async () => {
    expect(await contents(await newFile('pytorch_model.bin', one))).toEqual({ a: [7] });
    const path = await newFile('Größe 🎛.safetensors', await readFile(fixture('post-ln')));
    await opened(path, async ({ format }) => expect(format).toBe('pytorch'));
  });

  it('names the file and the missing tensor', async () => {
    await opened(fixture('post-ln'), async (checkpoint) => {
      await expect(checkpoint.read('encoder.none')).rejects.toMatchObject({
        code: 'file-format',
        path: fixture('post-ln'),
        message: expect.stringContaining('"encoder.none"'),
      });
    });
  });

  it('refuses to read after it was closed', async () => {
    const checkpoint = await openCheckpoint(fixture('post-ln'));
    await checkpoint.close();
    await expect(checkpoint.read('masked_spec_embed')).rejects.toMatchObject({ code: 'file-format' });
  });
});

describe('a file of PyTorch', () => {
  const tensor = (storage: string, held: number, key = '0') =>
    pickledTensor({ storage, key, held, shape: [held], strides: [1] });

  it('holds elements of any type', async () => {
    const path = await newFile(
      'all.bin',
      pytorchFile(
        pickledTable({
          double: tensor('DoubleStorage', 2, 'double'),
          half: tensor('HalfStorage', 4, 'half'),
          brain: tensor('BFloat16Storage', 2, 'brain'),
          long: tensor('LongStorage', 2, 'long'),
          int: tensor('IntStorage', 1, 'int'),
          short: tensor('ShortStorage', 1, 'short'),
          char: tensor('CharStorage', 1, 'char'),
          byte: tensor('ByteStorage', 1, 'byte'),
          bool: tensor('BoolStorage', 2, 'bool'),
          none: tensor('FloatStorage', 0, 'none'),
        }),
        {
          double: bytesOf(Float64Array.of(0.1, -2)),
          half: bytesOf(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff)),
          brain: bytesOf(Uint16Array.of(0x3f80, 0xc040)),
          long: bytesOf(BigInt64Array.of(-5n, 1n << 40n)),
          int: bytesOf(Int32Array.of(-100_000)),
          short: bytesOf(Int16Array.of(-300)),
          char: bytesOf(Int8Array.of(-3)),
          byte: Uint8Array.of(200),
          bool: Uint8Array.of(1, 0),
          none: new Uint8Array(0),
        },
      ),
    );
    expect(await contents(path)).toEqual({
      double: [Math.fround(0.1), -2],
      half: [1, -2, 2 ** -24, 65504],
      brain: [1, -3],
      long: [-5, 2 ** 40],
      int: [-100_000],
      short: [-300],
      char: [-3],
      byte: [200],
      bool: [1, 0],
      none: [],
    });
  });

  it('holds views of one storage: a part, a transpose, every other column', async () => {
    const view = (start: number, shape: number[], strides: number[]) =>
      pickledTensor({ storage: 'FloatStorage', key: 'x', held: 6, start, shape, strides });
    const path = await newFile(
      'views.bin',
      pytorchFile(
        pickledTable({
          whole: view(0, [2, 3], [3, 1]),
          part: view(2, [3], [1]),
          transpose: view(0, [3, 2], [1, 3]),
          columns: view(1, [2, 2], [3, 1]),
          column: view(2, [2, 1], [3, 99]),
          number: view(5, [], []),
          row: view(3, [1, 3], [77, 1]),
        }),
        { x: bytesOf(Float32Array.of(0, 1, 2, 3, 4, 5)) },
      ),
    );
    expect(await contents(path)).toEqual({
      whole: [0, 1, 2, 3, 4, 5],
      part: [2, 3, 4],
      transpose: [0, 3, 1, 4, 2, 5],
      columns: [1, 2, 4, 5],
      column: [2, 5],
      number: [5],
      row: [3, 4, 5],
    });
    await opened(path, async ({ tensors }) => {
      const contiguous = [...tensors.values()].filter((found) => found.contiguous).map((found) => found.name);
      expect(contiguous).toEqual(['whole', 'part', 'number', 'row']);
    });
  });

  it('may have parameters, an OrderedDict with notes, and a byte order', async () => {
    const parameter = Buffer.concat([
      p.global('torch._utils', '_rebuild_parameter'),
      ...[p.mark, tensor('FloatStorage', 1), p.false, p.dict, p.tuple, p.reduce],
    ]);
    const ordered = [p.global('collections', 'OrderedDict'), p.emptyTuple, p.reduce];
    const notes = [p.dict, p.text('_metadata'), ...ordered, p.setItem, p.build];
    const pickle = Buffer.concat([p.start, ...ordered, p.text('w'), parameter, p.setItem, ...notes, p.stop]);
    const path = await newFile(
      'ordered.bin',
      pytorchFile(pickle, { 0: bytesOf(Float32Array.of(4)) }, [
        { name: 'model/byteorder', data: Buffer.from('little') },
      ]),
    );
    expect(await contents(path)).toEqual({ w: [4] });
  });

  const entries = [
    { name: 'big/data.pkl', data: pickledTable({ w: tensor('FloatStorage', 2) }) },
    { name: 'big/data/0', data: bytesOf(Float32Array.of(1, 2)) },
  ];

  it('may state its numbers only in zip64', async () => {
    expect(await contents(await newFile('zip64.bin', zipFile(entries, { zip64: true })))).toEqual({ w: [1, 2] });
  });

  // on Windows the system would fill the file with zeros
  it.skipIf(process.platform === 'win32')('may be larger than 4 GiB', async () => {
    const path = await newFile('sparse.bin', 'PK\x03\x04');
    const start = 5 * 2 ** 30;
    const handle = await open(path, 'r+');
    await handle.write(zipFile(entries, { zip64: true, start }), 0, null, start);
    await handle.close();
    expect(await contents(path)).toEqual({ w: [1, 2] });
    await opened(path, async ({ tensors }) => expect(tensors.get('w')?.offset).toBeGreaterThan(start));
    await rm(path);
  });
});

describe('a file of safetensors', () => {
  it('may have elements of any type at any alignment', async () => {
    const path = await newFile(
      'model.safetensors',
      safetensorsFile(
        {
          __metadata__: { format: 'pt' },
          late: { dtype: 'F32', shape: [1, 2], data_offsets: [1, 9] },
          none: { dtype: 'I64', shape: [3, 0], data_offsets: [9, 9] },
          early: { dtype: 'U8', shape: [1], data_offsets: [0, 1] },
          half: { dtype: 'BF16', shape: [1], data_offsets: [9, 11] },
          big: { dtype: 'U64', shape: [1], data_offsets: [11, 19] },
        },
        Buffer.concat([
          Uint8Array.of(9),
          bytesOf(Float32Array.of(0.5, -1.5)),
          bytesOf(Uint16Array.of(0x3f80)),
          bytesOf(BigUint64Array.of(1n << 63n)),
        ]),
      ),
    );
    const found = await contents(path);
    expect(found).toEqual({ early: [9], none: [], late: [0.5, -1.5], half: [1], big: [2 ** 63] });
    expect(Object.keys(found)).toEqual(['early', 'late', 'none', 'half', 'big']);
  });

  it('has the same values as the PyTorch file it was converted from', async () => {
    const source = await readFile(fixture('stable-ln'));
    const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
    const pieces: Uint8Array[] = [];
    let end = 0;
    await opened(dirname(fixture('stable-ln')), async ({ tensors }) => {
      for (const { name, shape, offset, byteLength } of tensors.values()) {
        header[name] = { dtype: 'F32', shape, data_offsets: [end, end + byteLength] };
        pieces.push(source.subarray(offset, offset + byteLength));
        end += byteLength;
      }
    });
    const path = await newFile('model.safetensors', safetensorsFile(header, Buffer.concat(pieces)));
    expect(await contents(path)).toEqual(await contents(fixture('stable-ln')));
  });
});
