/**
 * Computes the kernel of a weight-normalized convolution: normalized direction times magnitude.
 *
 * @param magnitudes One per tap: `weight_g`.
 * @param directions Row by row with the taps last: `weight_v`.
 * @see Salimans & Kingma, Weight Normalization, 2016; torch.nn.utils.weight_norm with dim=2.
 */
export function foldWeightNorm(magnitudes: Float32Array, directions: Float32Array): Float32Array {
  const taps = magnitudes.length;
  const squares = new Float64Array(taps);
  for (let i = 0; i < directions.length; i++) squares[i % taps] += directions[i] * directions[i];
  // a tap with direction 0 has no effect at any magnitude
  const gains = squares.map((square, tap) => (square === 0 ? 0 : magnitudes[tap] / Math.sqrt(square)));
  const folded = new Float32Array(directions.length);
  for (let i = 0; i < folded.length; i++) folded[i] = directions[i] * gains[i % taps];
  return folded;
}
