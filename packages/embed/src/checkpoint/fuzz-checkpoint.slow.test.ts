import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFormatError } from '@rbassist/core';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
import { ELEMENT_BYTES } from './element-type.ts';
import { openCheckpoint } from './open-checkpoint.ts';
import { openRandomAccess } from './random-access-file.ts';
import { bytesOf, fixture, p, pickledTensor, pytorchFile, safetensorsFile, zipFile } from './test-checkpoints.ts';
import { zipRecords } from './zip-records.ts';

function generator(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const EXTREMES = [0, 1, 0x7f, 0x80, 0xff];

/** Damages a copy of the bytes in one of several ways. */
function damaged(bytes: Uint8Array, below: (bound: number) => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const start = below(copy.length);
  const length = 1 + below(below(2) === 0 ? 8 : 300);
  switch (below(6)) {
    case 0:
      copy[start] ^= 1 << below(8);
      return copy;
    case 1:
      return copy.fill(EXTREMES[below(EXTREMES.length)], start, start + length);
    case 2:
      for (let i = start; i < Math.min(copy.length, start + length); i++) copy[i] = below(256);
      return copy;
    case 3:
      return copy.subarray(0, start);
    case 4:
      return Buffer.concat([copy.subarray(0, start), copy.subarray(start + length)]);
    default:
      return copy.copyWithin(start, below(copy.length), below(copy.length));
  }
}

/**
 * Returns a digest of every tensor by name. Fails if the reader throws anything but a FileFormatError about the file.
 */
async function outcome(path: string): Promise<Record<string, string> | 'refused'> {
  const { size } = await stat(path);
  try {
    const checkpoint = await openCheckpoint(path);
    try {
      const digests: Record<string, string> = {};
      for (const { name, shape, dtype, offset, byteLength } of checkpoint.tensors.values()) {
        expect(offset >= 0 && offset + byteLength <= size).toBe(true);
        const values = await checkpoint.read(name);
        expect(values.length).toBe(shape.reduce((product, axis) => product * axis, 1));
        expect(values.length * ELEMENT_BYTES[dtype]).toBeLessThanOrEqual(size);
        digests[name] = `${shape} ${createHash('sha1').update(bytesOf(values)).digest('hex')}`;
      }
      return digests;
    } finally {
      await checkpoint.close();
    }
  } catch (error) {
    if (!FileFormatError.isInstance(error) || error.code !== 'file-format') throw error;
    expect(error.message.startsWith(path)).toBe(true);
    return 'refused';
  }
}

/** Damages a file many times. Returns the number of refusals, and the other results. */
async function fuzz(bytes: Uint8Array, rounds: number, seed: number, build = (damage: Uint8Array) => damage) {
  const path = join(await temporaryFolder('checkpoint'), 'weights');
  const below = generator(seed);
  await writeFile(path, build(bytes));
  const sound = await outcome(path);
  let refused = 0;
  const others: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await writeFile(path, build(damaged(bytes, below)));
    const found = await outcome(path);
    if (found === 'refused') refused++;
    else if (JSON.stringify(found) !== JSON.stringify(sound)) others.push(round);
  }
  expect(sound).not.toBe('refused');
  return { refused, others };
}

describe('a damaged checkpoint', () => {
  it.each([
    ['post-ln', 1],
    ['stable-ln', 2],
  ] as const)('%s, damaged anywhere, is refused or reads the same', async (name, seed) => {
    const { refused, others } = await fuzz(await readFile(fixture(name)), 150, seed);
    expect(others).toEqual([]);
    expect(refused).toBeGreaterThan(75);
  });

  it('a directory of a zip, damaged, is refused or reads the same', async () => {
    const whole = await readFile(fixture('post-ln'));
    const start = whole.indexOf('PK\x01\x02');
    const { refused, others } = await fuzz(whole.subarray(start), 200, 3, (tail) =>
      Buffer.concat([whole.subarray(0, start), tail]),
    );
    expect(others).toEqual([]);
    expect(refused).toBeGreaterThan(100);
  });

  it('a pickle, damaged behind a right checksum, is refused or reads only tensors in the file', async () => {
    const whole = await readFile(fixture('stable-ln'));
    const file = await openRandomAccess(fixture('stable-ln'));
    const records = [...(await zipRecords(file))].map(([name, { offset, byteLength }]) => ({
      name,
      data: whole.subarray(offset, offset + byteLength),
    }));
    await file.close();
    const { refused, others } = await fuzz(records[0].data, 400, 4, (data) =>
      zipFile([{ name: records[0].name, data }, ...records.slice(1)]),
    );
    expect(refused).toBeGreaterThan(200);
    // for example, a letter of a name changed
    expect(others.length).toBeGreaterThan(0);
  });

  it('a pickle of opcodes in any order is refused or reads only tensors in the file', async () => {
    const path = join(await temporaryFolder('checkpoint'), 'program');
    const below = generator(7);
    const tensor = pickledTensor({ storage: 'FloatStorage', key: '0', held: 2, shape: [2], strides: [1] });
    const parts = [
      () => tensor,
      () => p.text('a'),
      () => p.int(below(4) - 1),
      () => p.put(below(4)),
      () => p.get(below(4)),
      () => p.global('collections', 'OrderedDict'),
      () => p.global('torch._utils', '_rebuild_tensor_v2'),
      () => p.global('torch', 'FloatStorage'),
      ...[
        p.mark,
        p.emptyTuple,
        p.tuple,
        p.reduce,
        p.build,
        p.dict,
        p.list,
        p.append,
        p.setItem,
        p.setItems,
        p.persistent,
      ],
    ].map((part) => (typeof part === 'function' ? part : () => part));
    let read = 0;
    for (let round = 0; round < 500; round++) {
      const program = Array.from({ length: below(12) }, () => parts[below(parts.length)]());
      const pickle = Buffer.concat([p.start, p.dict, p.text('b'), tensor, p.setItem, ...program, p.stop]);
      await writeFile(path, pytorchFile(pickle, { 0: bytesOf(Float32Array.of(1, 2)) }));
      if ((await outcome(path)) !== 'refused') read++;
    }
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(250);
  });

  it('a file of safetensors, damaged anywhere, is refused or reads only tensors in the file', async () => {
    const tensor = (start: number, count: number) => ({
      dtype: 'F16',
      shape: [count],
      data_offsets: [start, start + 2 * count],
    });
    const header = { __metadata__: { format: 'pt' }, a: tensor(0, 2), b: tensor(4, 3), c: tensor(10, 0) };
    const { refused, others } = await fuzz(safetensorsFile(header, new Uint8Array(10)), 400, 5);
    expect(refused).toBeGreaterThan(200);
    expect(others.length).toBeGreaterThan(0);
  });

  it('random bytes are refused', async () => {
    const path = join(await temporaryFolder('checkpoint'), 'noise');
    const below = generator(6);
    for (let round = 0; round < 100; round++) {
      const noise = Uint8Array.from({ length: below(2000) }, () => below(256));
      const head = ['', 'PK\x03\x04', '\x30\0\0\0\0\0\0\0{'][round % 3];
      await writeFile(path, Buffer.concat([Buffer.from(head, 'latin1'), noise]));
      expect(await outcome(path)).toBe('refused');
    }
  });
});
