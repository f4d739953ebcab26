/** The value below which this share of all values lies, one of them; 0 of none. */
export function quantile(values: Float32Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

/** The middle value. */
export function median(values: Float32Array): number {
  return quantile(values, 0.5);
}
