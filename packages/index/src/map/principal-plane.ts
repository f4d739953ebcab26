/** Rows that the axes are computed from, spread evenly. */
const MOST_SAMPLED = 4096;
const POWER_STEPS = 100;

/**
 * Projects rows on the two axes of their greatest variance, with the mean at 0 (principal component analysis by power
 * iteration on the covariance of a sample).
 *
 * @returns x and y of each row in turn.
 */
export function principalPlane(
  count: number,
  dimensions: number,
  rowAt: (row: number) => Float32Array,
  random: () => number,
): Float32Array {
  const { mean, covariance } = sampleCovariance(count, dimensions, rowAt);
  const axes: Float64Array[] = [];
  for (let axis = 0; axis < 2; axis++) axes.push(strongestAxis(covariance, dimensions, axes, random));
  const plane = new Float32Array(2 * count);
  for (let row = 0; row < count; row++) {
    const vector = rowAt(row);
    for (const [axis, direction] of axes.entries()) {
      let sum = 0;
      for (let i = 0; i < dimensions; i++) sum += (vector[i] - mean[i]) * direction[i];
      plane[2 * row + axis] = sum;
    }
  }
  return plane;
}

function sampleCovariance(count: number, dimensions: number, rowAt: (row: number) => Float32Array) {
  const sampled = Math.min(count, MOST_SAMPLED);
  const mean = new Float64Array(dimensions);
  const rows = Array.from({ length: sampled }, (_, i) => rowAt(Math.floor((i * count) / sampled)));
  for (const row of rows) for (let i = 0; i < dimensions; i++) mean[i] += row[i] / sampled;
  const covariance = new Float64Array(dimensions * dimensions);
  const centred = new Float64Array(dimensions);
  for (const row of rows) {
    for (let i = 0; i < dimensions; i++) centred[i] = row[i] - mean[i];
    for (let i = 0; i < dimensions; i++) {
      const value = centred[i];
      for (let j = i, at = i * dimensions + i; j < dimensions; j++) covariance[at++] += value * centred[j];
    }
  }
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j < i; j++) covariance[i * dimensions + j] = covariance[j * dimensions + i];
  }
  return { mean, covariance };
}

/** Returns the unit vector of greatest variance at right angles to `others`; zeros if nothing varies. */
function strongestAxis(
  covariance: Float64Array,
  dimensions: number,
  others: readonly Float64Array[],
  random: () => number,
): Float64Array {
  let axis = Float64Array.from({ length: dimensions }, () => random() - 0.5);
  for (let step = 0; step < POWER_STEPS; step++) {
    const next = new Float64Array(dimensions);
    for (let i = 0; i < dimensions; i++) {
      let sum = 0;
      for (let j = 0; j < dimensions; j++) sum += covariance[i * dimensions + j] * axis[j];
      next[i] = sum;
    }
    for (const other of others) {
      let along = 0;
      for (let i = 0; i < dimensions; i++) along += next[i] * other[i];
      for (let i = 0; i < dimensions; i++) next[i] -= along * other[i];
    }
    let square = 0;
    for (const value of next) square += value * value;
    if (square === 0) return next;
    axis = next.map((value) => value / Math.sqrt(square));
  }
  return axis;
}
