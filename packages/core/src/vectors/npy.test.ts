import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FileFormatError } from '../errors.ts';
import { decodeNpy, encodeNpy, isSealedNpy, type NpyType, resealNpy, sealNpy } from './npy.ts';

const bytesOf = (header: string, body: Uint8Array, version = 1): Uint8Array => {
  const text = new TextEncoder().encode(header);
  const length = version === 1 ? 2 : 4;
  const bytes = new Uint8Array(8 + length + text.length + body.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  bytes.set(text, 8 + length);
  bytes.set(body, 8 + length + text.length);
  return bytes;
};

describe('npy', () => {
  it.each<NpyType>(['float16', 'float32', 'float64'])('reads its own files of type %s', (type) => {
    const data = Float32Array.of(0, 1, -2.5, 65504, 0.25);
    expect(decodeNpy(encodeNpy(data, type), 'x.npy')).toEqual({ data, shape: [5], type });
  });

  it('writes the same header as NumPy: version 1, aligned to 64 bytes, with a final line feed', () => {
    const bytes = encodeNpy(Float32Array.of(1, 2, 3));
    expect(bytes.length).toBe(128 + 6);
    expect(new TextDecoder('latin1').decode(bytes.subarray(10, 128)).trimEnd()).toBe(
      "{'descr': '<f2', 'fortran_order': False, 'shape': (3,), }",
    );
    expect(bytes[127]).toBe(10);
  });

  it('rounds to the nearest float16', () => {
    expect(decodeNpy(encodeNpy(Float32Array.of(1 / 3)), 'x').data[0]).toBe(0.333251953125);
  });

  it('keeps the shape of a matrix', () => {
    expect(decodeNpy(encodeNpy(new Float32Array(6), 'float32', [2, 3]), 'x').shape).toEqual([2, 3]);
  });

  it.each([2, 3])('reads version %i', (version) => {
    const file = bytesOf(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }\n",
      Uint8Array.of(0, 0, 128, 63),
      version,
    );
    expect(decodeNpy(file, 'x').data).toEqual(Float32Array.of(1));
  });

  it('reads big-endian elements', () => {
    const file = bytesOf("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }\n", Uint8Array.of(63, 128, 0, 0));
    expect(decodeNpy(file, 'x').data).toEqual(Float32Array.of(1));
  });

  it('detects any flipped bit in a sealed file', () => {
    const data = Float32Array.of(0.5, -1, 2);
    const plain = encodeNpy(data);
    const sealed = sealNpy(plain, 'x.npy');
    expect(sealed.subarray(0, plain.length)).toEqual(plain);
    expect(decodeNpy(sealed, '/data/X.npy').data).toEqual(data);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const turned = Uint8Array.from(sealed);
      turned[bit >> 3] ^= 1 << (bit & 7);
      expect(() => decodeNpy(turned, 'x.npy'), `bit ${bit}`).toThrow(FileFormatError);
    }
    for (let length = 0; length < sealed.length; length++) {
      if (length === plain.length) continue;
      expect(() => decodeNpy(sealed.subarray(0, length), 'x.npy'), `length ${length}`).toThrow(FileFormatError);
    }
  });

  it('detects a sealed file under the name of another file', () => {
    const data = Float32Array.of(0.5, -1);
    const sealed = sealNpy(encodeNpy(data), 'Für Elise-0a.npy');
    expect(() => decodeNpy(sealed, '/data/other-0b.npy')).toThrow(/another name/);
    expect(decodeNpy(sealed, '/desktop/copy.npy', true).data).toEqual(data);
    expect(() => decodeNpy(Buffer.concat([encodeNpy(data), Buffer.from('x')]), 'copy.npy', true)).toThrow(/checksum/);
    expect(decodeNpy(sealed, 'D:\\data\\Fu\u0308r Elise-0A.npy').data).toEqual(data);
    const renamed = resealNpy(sealed, { from: 'Für Elise-0a.npy', to: 'other-0b.npy' });
    expect(decodeNpy(renamed, '/data/other-0b.npy').data).toEqual(data);
    expect(resealNpy(sealed, { from: 'wrong.npy', to: 'other-0b.npy' })).toEqual(sealed);
    const unsealed = encodeNpy(data);
    expect(resealNpy(unsealed, { from: 'a.npy', to: 'b.npy' })).toEqual(unsealed);
  });

  it('reads the seal of earlier versions, which does not include the name', () => {
    const plain = encodeNpy(Float32Array.of(3));
    const sealed = Buffer.concat([plain, Buffer.from('crc3'), Buffer.alloc(4)]);
    sealed.writeUInt32LE(crc32(plain), sealed.length - 4);
    expect(decodeNpy(sealed, 'any.npy').data).toEqual(Float32Array.of(3));
    sealed[plain.length - 1] ^= 1;
    expect(() => decodeNpy(sealed, 'any.npy')).toThrow(FileFormatError);
  });

  it('distinguishes a sealed file, damaged or not, from a file of NumPy', () => {
    const plain = encodeNpy(Float32Array.of(0.5, -1, 2));
    const sealed = sealNpy(plain, 'a.npy');
    expect([plain, sealed].map(isSealedNpy)).toEqual([false, true]);
    sealed[100] ^= 1;
    expect(isSealedNpy(sealed)).toBe(true);
    expect(isSealedNpy(new Uint8Array(0))).toBe(false);
  });

  const good = encodeNpy(Float32Array.of(1, 2));
  it.each([
    ['empty', new Uint8Array(0), 'not a .npy file'],
    ['text', new TextEncoder().encode('hello, this is text'), 'not a .npy file'],
    ['cut in the header', good.subarray(0, 60), 'cut short'],
    ['cut in the data', good.subarray(0, good.length - 1), 'has 1 elements, but its header states 2'],
    ['of a later version', Uint8Array.from(good, (byte, i) => (i === 6 ? 9 : byte)), 'version is 9'],
    ['pickled', bytesOf("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n", new Uint8Array(8)), 'pickled'],
    [
      'of integers',
      bytesOf("{'descr': '<i4', 'fortran_order': False, 'shape': (1,), }\n", new Uint8Array(4)),
      'expected float16',
    ],
    [
      'in Fortran order',
      bytesOf("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }\n", new Uint8Array(4)),
      'Fortran',
    ],
    [
      'of absurd size',
      bytesOf("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999, 99999999), }\n", new Uint8Array(4)),
      'states',
    ],
    ['without a shape', bytesOf("{'descr': '<f4', 'fortran_order': False}\n", new Uint8Array(4)), 'malformed'],
  ])('refuses a file that is %s, and names it', (_, bytes, reason) => {
    expect(() => decodeNpy(bytes, '/data/x.npy')).toThrow(FileFormatError);
    expect(() => decodeNpy(bytes, '/data/x.npy')).toThrow(/\/data\/x\.npy/);
    expect(() => decodeNpy(bytes, '/data/x.npy')).toThrow(reason);
  });
});
