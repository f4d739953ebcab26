import { execFileSync } from 'node:child_process';
import { chmod, mkdir, open, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@rbassist/testing';
import { describe, expect, it } from 'vitest';
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
  type ZipEntry,
  zipFile,
} from './test-checkpoints.ts';

const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === 'win32';
const floats = (...values: number[]) => bytesOf(Float32Array.from(values));

/** Opens the file and reads every tensor. Returns the message of the error, which must be about the file. */
async function refusal(path: string): Promise<string> {
  const reading = async () => {
    const checkpoint = await openCheckpoint(path);
    try {
      for (const name of checkpoint.tensors.keys()) await checkpoint.read(name);
    } finally {
      await checkpoint.close();
    }
  };
  const error: unknown = await reading().then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'FileFormatError', code: 'file-format' });
  const { message } = error as Error;
  expect(message.startsWith(path)).toBe(true);
  // a reason, then a remedy
  expect(message).toMatch(/\. [A-Z].*\.$/);
  expect(message.length).toBeLessThan(path.length + 700);
  return message.slice(path.length);
}

const refusalOf = async (contents: Uint8Array | string) => refusal(await newFile('pytorch_model.bin', contents));
const refusalOfPickle = (...parts: Uint8Array[]) =>
  refusalOf(pytorchFile(Buffer.concat([p.start, ...parts, p.stop]), { 0: floats(1, 2) }));
const view = (shape: number[], strides: number[], start = 0, held = 2, key = '0') =>
  pytorchFile(pickledTable({ w: pickledTensor({ storage: 'FloatStorage', key, held, start, shape, strides }) }), {
    0: floats(1, 2),
  });

describe('a path that is not a file', () => {
  it.skipIf(isWindows)('is refused with its own reason', async () => {
    const folder = await temporaryFolder('checkpoint');
    expect(await refusal(folder)).toContain('neither model.safetensors nor pytorch_model.bin');
    expect(await refusal(join(folder, 'none.bin'))).toContain('the file does not exist');
    expect(await refusal(join(folder, 'a\0b'))).toContain('null bytes');
    const lost = join(folder, 'lost');
    await mkdir(lost);
    await symlink('../blobs/none', join(lost, 'pytorch_model.bin'));
    await expect(openCheckpoint(lost)).rejects.toMatchObject({ path: join(lost, 'pytorch_model.bin') });
    const taken = join(folder, 'taken');
    await mkdir(join(taken, 'pytorch_model.bin'), { recursive: true });
    await expect(openCheckpoint(taken)).rejects.toMatchObject({ path: join(taken, 'pytorch_model.bin') });
  });

  it.skipIf(isWindows || isRoot)('is refused without permission to read it', async () => {
    const path = await newFile('closed.bin', 'x');
    await chmod(path, 0);
    expect(await refusal(path)).toContain('permission is denied');
  });

  it.skipIf(isWindows)('is refused at once if it is a pipe', async () => {
    const path = join(await temporaryFolder('checkpoint'), 'pipe');
    execFileSync('/bin/sh', ['-c', 'mkfifo "$0"', path]);
    expect(await refusal(path)).toContain('it is not a file');
    expect(await refusal('/dev/zero')).toContain('it is not a file');
  });
});

describe('a file that is not a checkpoint', () => {
  it.each([
    ['an empty file', '', 'it is empty'],
    ['one byte', 'P', 'neither a PyTorch zip file'],
    ['a web page', '<!doctype html><title>404</title>', 'neither a PyTorch zip file'],
    ['a pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n', 'Git LFS'],
    ['a pickle without a zip', Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex'), 'before 1.6'],
    ['the beginning of a zip', 'PK\x03\x04', 'its zip directory is invalid'],
    ['a zip of something else', zipFile([{ name: 'a.txt', data: Buffer.from('a') }]), 'without data.pkl'],
    ['a zip of nothing', Buffer.concat([Buffer.from('PK\x03\x04'), zipFile([], { start: 4 })]), 'without data.pkl'],
  ])('is refused: %s', async (_, contents, reason) => {
    expect(await refusalOf(contents)).toContain(reason);
  });

  it('is refused if it is a checkpoint cut off anywhere', async () => {
    const whole = await readFile(fixture('post-ln'));
    for (const length of [4, 30, 100, 5000, 70_000, whole.length - 4000, whole.length - 98, whole.length - 1]) {
      expect(await refusalOf(whole.subarray(0, length))).toMatch(/Download it again|Choose /);
    }
  });
});

describe('a zip file', () => {
  const pickle = { name: 'm/data.pkl', data: pickledTable({}) };
  const zeros = Buffer.alloc(64);
  const refusalOfZip = (entry: Partial<ZipEntry>, statedCount?: number) =>
    refusalOf(zipFile([pickle, { name: 'm/data/0', data: zeros, ...entry }], { statedCount }));

  it('with a compressed record is refused and never inflated', async () => {
    expect(await refusalOfZip({ method: 8 })).toContain('is compressed');
    // at any stated size
    expect(await refusalOfZip({ method: 8, statedBytes: 0xfffffffe })).toContain('is compressed');
  });

  it.each<[string, Partial<ZipEntry>, string]>([
    ['is encrypted', { flags: 1 }, 'zip directory'],
    ['is larger than the file', { statedBytes: 1 << 30 }, 'overflows file bounds'],
    ['starts past the end', { statedOffset: 0x7fffffff }, 'ends too early'],
    ['starts inside another header', { statedOffset: 7 }, 'invalid local file header'],
    ['occurs twice', { name: 'm/data.pkl' }, 'twice'],
    ['leaves its folder', { name: '../data.pkl' }, 'invalid relative path'],
    ['has a very long name', { name: 'n'.repeat(60_000) }, 'too long'],
  ])('is refused if a record %s', async (_, entry, reason) => {
    expect(await refusalOfZip(entry)).toContain(reason);
  });

  it('is refused if it states more records than it has, or than any model', async () => {
    expect(await refusalOfZip({}, 3)).toContain('ends too early');
    expect(await refusalOfZip({}, 65_000)).toContain('65000 records');
    const zip64 = zipFile([pickle], { zip64: true, statedCount: Number.MAX_SAFE_INTEGER });
    expect(await refusalOf(zip64)).toContain('records, more than');
  });

  it('is refused if its directory is beyond the reach of the system', async () => {
    const zip = zipFile([pickle], { zip64: true });
    zip.fill(0xff, zip.length - 42 - 8, zip.length - 42);
    expect(await refusalOf(zip)).toContain('ends too early');
  });

  it('is refused with damaged bytes', async () => {
    const sound = view([2], [1]);
    const damaged = Buffer.from(sound);
    damaged[sound.indexOf(floats(1, 2))] ^= 1;
    expect(await refusalOf(damaged)).toContain('the checksum of its tensor "w" is wrong');
    const other = Buffer.from(sound);
    other[sound.indexOf('FloatStorage')] ^= 1;
    expect(await refusalOf(other)).toContain('a checksum in it is wrong');
  });

  it('is refused if a big-endian machine saved it', async () => {
    const order = { name: 'model/byteorder', data: Buffer.from('big') };
    expect(await refusalOf(pytorchFile(pickledTable({}), {}, [order]))).toContain('byte order is "big"');
  });

  it('is refused with an endless pickle', async () => {
    expect(await refusalOf(pytorchFile(Buffer.alloc((1 << 22) + 1)))).toContain('more than any model');
  });
});

describe('a pickle', () => {
  const tensorOfTwo = pickledTensor({ storage: 'FloatStorage', key: '0', held: 2, shape: [2], strides: [1] });

  it.each([
    ['os', 'system'],
    ['posix', 'system'],
    ['builtins', 'eval'],
    ['torch', 'load'],
    ['collections', 'OrderedDict.__init__'],
    ['__proto__', 'constructor'],
  ])('cannot name %s.%s', async (module, name) => {
    const message = await refusalOfPickle(p.global(module, name), p.mark, p.text('touch /tmp/x'), p.tuple, p.reduce);
    expect(message).toContain(`it uses "${module}.${name}"`);
    expect(message).toContain('rbassist did not run it');
  });

  it.each<[string, Uint8Array[], string]>([
    ['nothing but a number', [p.int(1)], 'no table of tensors'],
    ['a tensor without a name', [p.dict, p.int(1), tensorOfTwo, p.setItem], '"1" is not a tensor'],
    ['a dict of numbers', [p.dict, p.text('epoch'), p.int(1), p.setItem], '"epoch" is not a tensor'],
    ['nothing at all', [], 'stops too early'],
    ['two values', [p.dict, p.dict], 'stops too early'],
    ['a mark left over', [p.mark, p.dict], 'stops too early'],
    ['a value from below a mark', [p.dict, p.text('a'), p.mark, p.setItem], 'its stack is empty'],
    ['no mark', [p.dict, p.setItems], 'its stack has no mark'],
    ['a key without a value', [p.dict, p.mark, p.text('a'), p.setItems], 'sets items'],
    ['a dict as key', [p.dict, p.dict, p.int(1), p.setItem], 'a key is not a text'],
    ['items of a list', [p.list, p.text('a'), p.int(1), p.setItem], 'sets items'],
    ['a state for a number', [p.int(1), p.dict, p.build], 'sets the state'],
    ['a call of a number', [p.int(1), p.emptyTuple, p.reduce], 'calls a value that is not a function'],
    ['a call of a storage', [p.global('torch', 'FloatStorage'), p.emptyTuple, p.reduce], 'calls "torch.FloatStorage"'],
    ['an unknown memo', [p.get(9)], 'its memo has no such number'],
    ['an id that is no storage', [p.text('x'), p.persistent], 'a storage in its pickle'],
    ['an opcode of newer protocols', [Buffer.from([0x94])], 'opcode 0x94'],
    ['a class of extensions', [Buffer.from([0x82, 1])], 'opcode 0x82'],
    ['a text without an end', [Buffer.from('X\xff\xff\xff\x7f', 'latin1')], 'it ends too early'],
    ['a text that is not UTF-8', [Buffer.from('X\x01\0\0\0\xff', 'latin1')], 'not UTF-8'],
    ['a number without an end', [Buffer.from([0x8a, 255])], 'it ends too early'],
    ['a huge number', [Buffer.from([0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 127])], 'too large'],
    ['a name without an end', [Buffer.from('ctorch')], 'a line has no end'],
  ])('is refused with %s', async (_, parts, reason) => {
    expect(await refusalOfPickle(...parts)).toContain(reason);
  });

  it('is refused with a later protocol', async () => {
    expect(await refusalOf(pytorchFile(Buffer.from([0x80, 4, 0x7d, 0x2e])))).toContain('not of protocol 2');
  });

  it('is refused without a walk if it contains itself, or doubles itself many times', async () => {
    const cycle = [p.list, p.put(0), p.get(0), p.append];
    expect(await refusalOfPickle(...cycle)).toContain('no table of tensors');
    // each list contains the previous one twice: 2^200 leaves
    const doubled = Array.from({ length: 200 }, (_, i) => [p.put(i), p.list, p.get(i), p.append, p.get(i), p.append]);
    expect(await refusalOfPickle(p.list, ...doubled.flat())).toContain('stops too early');
    expect(await refusalOfPickle(p.dict, p.put(0), p.text('a'), p.get(0), p.setItem)).toContain('"a" is not a tensor');
  });

  it('is refused with extreme nesting', async () => {
    expect(await refusalOfPickle(p.emptyTuple, Buffer.alloc(400_000, 0x85))).toContain('no table of tensors');
    expect(await refusalOfPickle(p.emptyTuple, Buffer.alloc(3_000_000, 0x85))).toContain('more values than any model');
    const marks = Buffer.alloc(3_000_000, '(');
    expect(await refusalOfPickle(marks)).toContain('too many marks');
    expect(await refusalOfPickle(Buffer.alloc(3_000_000, '}'))).toContain('more values than any model');
  });
});

describe('a tensor', () => {
  it.each<[string, Uint8Array, string]>([
    ['starts past its storage', view([1], [1], 2), 'goes beyond its storage'],
    ['ends past its storage', view([2], [1], 1), 'goes beyond its storage'],
    ['strides past its storage', view([2], [2]), 'goes beyond its storage'],
    ['is larger than its storage', view([3], [1]), 'larger than its storage'],
    ['repeats its storage without end', view([1 << 30], [0]), 'larger than its storage'],
    ['is larger than any safe integer', view(Array(40).fill(1 << 30), Array(40).fill(0)), 'larger than its storage'],
    ['has a negative length', view([-1], [1]), 'a tensor in its pickle is invalid'],
    ['has a negative stride', view([2], [-1], 1), 'a tensor in its pickle is invalid'],
    ['starts before its storage', view([1], [1], -1), 'a tensor in its pickle is invalid'],
    ['has strides of another shape', view([2], [1, 1]), 'a tensor in its pickle is invalid'],
    ['has too many axes', view(Array(500).fill(1), Array(500).fill(1)), 'larger than its storage'],
    ['has a storage of another size', view([2], [1], 0, 3), 'takes 8 bytes, expected 3 of float32'],
    ['has no storage', view([2], [1], 0, 2, '1'), '"data/1" is missing'],
    ['has its storage elsewhere', view([2], [1], 0, 2, '../data.pkl'), 'is missing'],
  ])('is refused if it %s', async (_, contents, reason) => {
    expect(await refusalOf(contents)).toContain(reason);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'is refused if it holds %s',
    async (value) => {
      const one = { w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } };
      expect(await refusalOf(safetensorsFile(one, floats(1, value)))).toContain('"w" has NaN or infinite values');
    },
  );

  it('is refused beyond the range of float32', async () => {
    const one = { w: { dtype: 'F64', shape: [1], data_offsets: [0, 8] } };
    expect(await refusalOf(safetensorsFile(one, bytesOf(Float64Array.of(1e300))))).toContain('NaN or infinite');
  });

  // on Windows the system would fill the file with zeros
  it.skipIf(isWindows)('is refused if it takes more memory than any tensor of a model', async () => {
    // small enough in the file, but too large as float32
    const bytes = 2 ** 29;
    const one = { w: { dtype: 'U8', shape: [bytes], data_offsets: [0, bytes] } };
    const file = safetensorsFile(one, new Uint8Array(0));
    const path = await newFile('sparse.safetensors', file);
    const handle = await open(path, 'r+');
    await handle.truncate(file.length + bytes);
    await handle.close();
    expect(await refusal(path)).toContain(`takes ${4 * bytes} bytes`);
    await rm(path);
  });
});

describe('a header of safetensors', () => {
  const tensor = (start: number, end: number, shape = [(end - start) / 4]) => ({
    dtype: 'F32',
    shape,
    data_offsets: [start, end],
  });

  it.each<[string, Uint8Array, string]>([
    ['longer than the file', safetensorsFile('{}', new Uint8Array(0), 1000n), 'it ends too early'],
    ['longer than any', safetensorsFile('{}', new Uint8Array(0), 2n ** 64n - 1n), 'more than any model'],
    ['shorter than it is', safetensorsFile({ a: tensor(0, 8) }, floats(1, 2), 5n), 'not JSON'],
    ['that is no JSON', safetensorsFile('{"a":', new Uint8Array(0)), 'not JSON'],
    ['that is not UTF-8', safetensorsFile('{"', Buffer.from('\xff":1}', 'latin1'), 7n), 'not JSON'],
    ['nested without end', safetensorsFile(`{"a":${'['.repeat(4_000_000)}`, new Uint8Array(0)), 'not JSON'],
    [
      'nested deep',
      safetensorsFile(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, new Uint8Array(0)),
      'the entry of "a" in its header is invalid',
    ],
    [
      'with a number for a tensor',
      safetensorsFile({ a: 1 }, new Uint8Array(0)),
      'the entry of "a" in its header is invalid',
    ],
    ['with a type of its own', safetensorsFile({ a: { ...tensor(0, 8), dtype: 'toString' } }, floats(1, 2)), '"a"'],
    [
      'with a shape of fractions',
      safetensorsFile({ a: tensor(0, 8, [0.5, 4]) }, floats(1, 2)),
      'the entry of "a" in its header is invalid',
    ],
    [
      'with another shape',
      safetensorsFile({ a: tensor(0, 8, [3]) }, floats(1, 2)),
      'the entry of "a" in its header is invalid',
    ],
    [
      'with an endless shape',
      safetensorsFile({ a: tensor(0, 8, Array(70).fill(1)) }, floats(1, 2)),
      'the entry of "a" in its header is invalid',
    ],
    [
      'with offsets the wrong way round',
      safetensorsFile({ a: tensor(8, 0, [2]) }, floats(1, 2)),
      'the entry of "a" in its header is invalid',
    ],
    ['with three offsets', safetensorsFile({ a: { ...tensor(0, 8), data_offsets: [0, 8, 8] } }, floats(1, 2)), '"a"'],
    [
      'with tensors that overlap',
      safetensorsFile({ a: tensor(0, 8), b: tensor(4, 12) }, floats(1, 2, 3)),
      '"b" does not',
    ],
    ['with a tensor twice', safetensorsFile({ a: tensor(0, 8), b: tensor(0, 8) }, floats(1, 2)), '"b" does not'],
    ['with a hole', safetensorsFile({ a: tensor(0, 4), b: tensor(8, 12) }, floats(1, 2, 3)), '"b" does not'],
    ['with a hole at first', safetensorsFile({ a: tensor(4, 8) }, floats(1, 2)), '"a" does not'],
    ['with a rest', safetensorsFile({ a: tensor(0, 4) }, floats(1, 2)), 'its tensors end at'],
    ['with a tensor past the end', safetensorsFile({ a: tensor(0, 12) }, floats(1, 2)), 'its tensors end at'],
  ])('%s', async (_, contents, reason) => {
    expect(await refusalOf(contents)).toContain(reason);
  });
});

describe('a refusal', () => {
  it('cuts a hostile name in the message', async () => {
    const name = `\u001b[2J\n${'x'.repeat(100_000)}`;
    const message = await refusalOfPickle(p.dict, p.text(name), p.int(1), p.setItem);
    expect(message).toContain('\\u001b[2J\\nxxx');
    expect(message).not.toContain('\u001b');
  });

  it.skipIf(process.platform !== 'linux')('closes the file after a failure', async () => {
    const path = await newFile('pytorch_model.bin', view([3], [1]));
    const openFiles = async () => (await readdir('/proc/self/fd')).length;
    const before = await openFiles();
    for (let i = 0; i < 20; i++) await expect(openCheckpoint(path)).rejects.toThrow('larger than its storage');
    expect(await openFiles()).toBe(before);
  });
});
