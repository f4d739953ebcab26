/** Value of every bit pattern. Node 22 has no float16 in DataView, and the usual polyfill is slow (1 µs per value). */
let values: Float32Array | undefined;

/** Returns the value of a half-precision bit pattern, 0..65535 (IEEE 754). */
export function float16FromBits(bits: number): number {
  values ??= Float32Array.from({ length: 1 << 16 }, (_, pattern) => halfValue(pattern));
  return values[bits];
}

function halfValue(pattern: number): number {
  const sign = pattern & 0x8000 ? -1 : 1;
  const exponent = (pattern >> 10) & 0x1f;
  const fraction = pattern & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

const SMALLEST_OVERFLOW = 0x47800000;
const INFINITE = 0x7f800000;
const SMALLEST_NORMAL = 0x38800000;
const BITS_OF_HALF = 0x3f000000;
/** Difference between the exponent biases of float32 and float16, in float32 bits. */
const REBIAS = 0x38000000;

/** Returns the nearest half-precision bit pattern, ties to even. Values out of range become infinite. */
export function float16Bits(value: number): number {
  single[0] = value;
  const sign = (singleBits[0] >>> 16) & 0x8000;
  const magnitude = singleBits[0] & 0x7fffffff;
  if (magnitude >= SMALLEST_OVERFLOW) return sign | (magnitude > INFINITE ? 0x7e00 : 0x7c00);
  if (magnitude < SMALLEST_NORMAL) {
    // near 0.5, float32 has exactly the precision of float16 subnormals, so the addition rounds
    single[0] = Math.abs(single[0]) + 0.5;
    return sign | (singleBits[0] - BITS_OF_HALF);
  }
  const tieToEven = 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((magnitude - REBIAS + tieToEven) >>> 13);
}
