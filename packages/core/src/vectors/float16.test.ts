import { describe, expect, it } from 'vitest';
import { float16Bits, float16FromBits } from './float16.ts';

describe('float16', () => {
  it('round-trips every finite pattern', () => {
    for (let bits = 0; bits < 1 << 16; bits++) {
      const value = float16FromBits(bits);
      if (Number.isFinite(value)) expect(float16Bits(value)).toBe(bits);
    }
  });

  it('rounds to the nearest, ties to even, through subnormals and overflow', () => {
    const step = (bits: number) => (float16FromBits(bits) + float16FromBits(bits + 1)) / 2;
    for (const bits of [0, 1, 2, 0x3fe, 0x3ff, 0x400, 0x3c00, 0x3c01, 0x7bfe]) {
      const tie = step(bits);
      expect(float16Bits(tie)).toBe(bits % 2 === 0 ? bits : bits + 1);
      expect(float16Bits(Math.fround(tie * 1.0001))).toBe(bits + 1);
      expect(float16Bits(Math.fround(tie * 0.9999))).toBe(bits);
    }
    expect(float16Bits(65519)).toBe(0x7bff);
    expect(float16Bits(65520)).toBe(0x7c00);
    expect(float16Bits(1e30)).toBe(0x7c00);
    expect(float16Bits(-1e30)).toBe(0xfc00);
  });

  it('keeps signs, infinities and NaN', () => {
    expect(float16Bits(-0)).toBe(0x8000);
    expect(Object.is(float16FromBits(0x8000), -0)).toBe(true);
    expect(float16Bits(Number.NEGATIVE_INFINITY)).toBe(0xfc00);
    expect(float16FromBits(float16Bits(Number.NaN))).toBeNaN();
  });
});
