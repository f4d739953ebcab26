/**
 * Steps on either side of zero: half of what int8 has, since processors without VNNI add pairs of products (uint8 × int8) in 16 bits,
 * where larger weights saturate. So every processor gives the same sums.
 */
const STEPS = 64;
/** Rows and columns that are transposed together. */
const TILE = 32;

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
    let largest = 0;
    for (let i = output * inputs; i < (output + 1) * inputs; i++) largest = Math.max(largest, Math.abs(weights[i]));
    // a row of zeros stays zero under any scale
    scales[output] = largest === 0 ? 1 : largest / STEPS;
  }
  // tile by tile, so that what is read and what is written stays in the processor's cache
  for (let firstOutput = 0; firstOutput < outputs; firstOutput += TILE) {
    const endOutput = Math.min(firstOutput + TILE, outputs);
    for (let firstInput = 0; firstInput < inputs; firstInput += TILE) {
      const endInput = Math.min(firstInput + TILE, inputs);
      for (let output = firstOutput; output < endOutput; output++) {
        const gain = 1 / scales[output];
        for (let input = firstInput; input < endInput; input++) {
          values[input * outputs + output] = Math.round(weights[output * inputs + input] * gain);
        }
      }
    }
  }
  return { values, scales };
}
