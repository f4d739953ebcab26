/** Returns mean and standard deviation of every `stride`-th element of `values` from `start`; 0 without any. */
export function meanAndDeviation(
  values: ArrayLike<number>,
  start = 0,
  stride = 1,
): { mean: number; deviation: number } {
  let count = 0;
  let sum = 0;
  for (let i = start; i < values.length; i += stride, count++) sum += values[i];
  if (count === 0) return { mean: 0, deviation: 0 };
  const mean = sum / count;
  let squares = 0;
  for (let i = start; i < values.length; i += stride) squares += (values[i] - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / count) };
}

/** Returns the interpolated quantile at `fraction`, 0..1, of an ascending, non-empty array. */
export function percentile(ascending: ArrayLike<number>, fraction: number): number {
  const position = fraction * (ascending.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, ascending.length - 1);
  return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
}

/** Returns the Pearson correlation of columns `a` and `b` of a matrix, 0 for a constant column. */
export function columnCorrelation(matrix: Float32Array, columns: number, a: number, b: number): number {
  const first = meanAndDeviation(matrix, a, columns);
  const second = meanAndDeviation(matrix, b, columns);
  const scale = first.deviation * second.deviation;
  if (scale < 1e-6) return 0;
  let products = 0;
  for (let row = 0; row < matrix.length; row += columns) {
    products += (matrix[row + a] - first.mean) * (matrix[row + b] - second.mean);
  }
  return products / (matrix.length / columns) / scale;
}
