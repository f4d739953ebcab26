/** Returns the value below which this share of all values lies; 0 for an empty array. */
export function quantile(values: Float32Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

export function median(values: Float32Array): number {
  return quantile(values, 0.5);
}
