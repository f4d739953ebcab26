/** Linear term and one small hidden layer over standardised features. `npm run fit:tempo` writes it. */
export interface SmallNetwork {
  mean: readonly number[];
  deviation: readonly number[];
  linear: readonly number[];
  hidden: {
    input: readonly (readonly number[])[];
    bias: readonly number[];
    output: readonly number[];
  };
}

const MAX_DEVIATIONS = 4;

/** Returns the log-odds of a hypothesis against the others of the same track. */
export function networkScore({ mean, deviation, linear, hidden }: SmallNetwork, features: Float64Array): number {
  let score = 0;
  const sums = Float64Array.from(hidden.bias);
  for (let i = 0; i < features.length; i++) {
    const deviations = (features[i] - mean[i]) / deviation[i];
    const z = Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, deviations));
    score += linear[i] * z;
    for (let unit = 0; unit < sums.length; unit++) sums[unit] += hidden.input[i][unit] * z;
  }
  for (let unit = 0; unit < sums.length; unit++) score += hidden.output[unit] * Math.tanh(sums[unit]);
  return score;
}
