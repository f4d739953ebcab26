/** Returns the quantile at `share`, 0..1, of the values. An empty array gives 0. */
export function quantile(values: Float32Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

export function median(values: Float32Array): number {
  return quantile(values, 0.5);
}
