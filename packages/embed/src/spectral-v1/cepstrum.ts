/** Computes rows `first` to `first + count - 1` of the orthonormal DCT-II of `length` values, row after row. */
export function cosineBasis(length: number, first: number, count: number): Float32Array {
  const basis = new Float32Array(count * length);
  for (let row = 0; row < count; row++) {
    const k = first + row;
    const scale = Math.sqrt((k === 0 ? 1 : 2) / length);
    for (let i = 0; i < length; i++) basis[row * length + i] = scale * Math.cos((Math.PI * k * (i + 0.5)) / length);
  }
  return basis;
}

/** Multiplies `basis` (rows of `length`) with `values` from `offset`. Writes the product to `out` from `outOffset`. */
export function project(
  basis: Float32Array,
  length: number,
  values: Float32Array,
  offset: number,
  out: Float32Array,
  outOffset: number,
): void {
  const rows = basis.length / length;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = 0, at = row * length; i < length; i++, at++) sum += basis[at] * values[offset + i];
    out[outOffset + row] = sum;
  }
}
