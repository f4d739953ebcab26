/**
 * Steps on either side of zero: half of what int8 has, since processors without VNNI add pairs of products (uint8 × int8) in 16 bits,
 * where larger weights saturate. So every processor gives the same sums.
 */
const STEPS = 64;

/**
 * A matrix as int8 and a scale per output, transposed so that it can be multiplied from the right.
 *
 * @param weights Outputs by inputs, as torch stores them.
 * @returns `values`, inputs by outputs, and `scales`, one per output: `weights[o][i] ≈ values[i][o] × scales[o]`.
 */
export function quantizeColumns(
  weights: Float32Array,
  outputs: number,
  inputs: number,
): { values: Int8Array; scales: Float32Array } {
  const values = new Int8Array(weights.length);
  const scales = new Float32Array(outputs);
  for (let output = 0; output < outputs; output++) {
    const row = weights.subarray(output * inputs, (output + 1) * inputs);
    let largest = 0;
    for (const weight of row) largest = Math.max(largest, Math.abs(weight));
    // a row of zeros stays zero under any scale
    scales[output] = largest === 0 ? 1 : largest / STEPS;
    for (let input = 0; input < inputs; input++) {
      values[input * outputs + output] = Math.round(row[input] / scales[output]);
    }
  }
  return { values, scales };
}
