import { expect, it } from 'vitest';
import { decodeMap } from './decode-map.ts';

/** Writes a map as the server does. */
function encode(places: readonly number[], unplaced = 0, version = 1): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(16 + 4 * places.length));
  for (const [i, letter] of [...'RBMP'].entries()) view.setUint8(i, letter.charCodeAt(0));
  view.setUint32(4, version, true);
  view.setUint32(8, places.length / 2, true);
  view.setUint32(12, unplaced, true);
  for (const [i, value] of places.entries()) view.setFloat32(16 + 4 * i, value, true);
  return view.buffer;
}

it('reads places, counts and bounds', () => {
  const map = decodeMap(encode([1, 2, -3, 4], 7));
  expect([...map.places]).toEqual([1, 2, -3, 4]);
  expect([map.count, map.unplaced]).toEqual([2, 7]);
  expect(map.bounds).toEqual({ minX: -3, maxX: 1, minY: 2, maxY: 4 });
});

it('reads a map without points, and one that was cut off', () => {
  expect(decodeMap(encode([]))).toMatchObject({ count: 0, bounds: { minX: -1, maxX: 1 } });
  expect(decodeMap(encode([1, 2, 3, 4]).slice(0, 25)).count).toBe(1);
});

it('refuses another format', () => {
  expect(() => decodeMap(encode([1, 2], 0, 2))).toThrow('Load the page again');
  expect(() => decodeMap(new ArrayBuffer(20))).toThrow('Load the page again');
});
