import { expect, it } from 'vitest';
import { keyFromSignature } from './key-from-signature.ts';
import type { Part } from './piece.ts';

const C_MAJOR = [0, 2, 4, 5, 7, 9, 11];

/** Returns a part that plays bass notes one after the other under notes of C major. */
function partOf(...basses: number[]): Part[] {
  const notes = basses.flatMap((bass, i) =>
    [bass, ...C_MAJOR.map((step) => 60 + step)].map((pitch) => ({ startS: i, endS: i + 1, pitch, velocity: 80 })),
  );
  return [{ program: 0, notes }];
}

it('lets the bass choose between the relative keys', () => {
  expect(keyFromSignature(0, partOf(48, 43, 36))).toEqual({ tonic: 0, minor: false });
  expect(keyFromSignature(0, partOf(45, 40, 33))).toEqual({ tonic: 9, minor: true });
});

it('takes one of the two basses if the other is no tonic', () => {
  expect(keyFromSignature(0, partOf(45, 40))).toEqual({ tonic: 9, minor: true });
  expect(keyFromSignature(0, partOf(41, 36))).toEqual({ tonic: 0, minor: false });
});

it('gives no key if the basses differ or name no tonic', () => {
  expect(keyFromSignature(0, partOf(45, 36))).toBeNull();
  expect(keyFromSignature(0, partOf(38, 43))).toBeNull();
});

it('gives no key if the notes fit another signature better', () => {
  expect(keyFromSignature(3, partOf(45, 33))).toBeNull();
});
