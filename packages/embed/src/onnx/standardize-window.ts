/** Avoids a division by zero in silence. */
const EPSILON = 1e-7;

/** Scales to zero mean and unit variance for MERT's 95M model, like `do_normalize` of Wav2Vec2FeatureExtractor. */
export function standardizeWindow(samples: Float32Array): Float32Array {
  let sum = 0;
  for (const sample of samples) sum += sample;
  const mean = sum / samples.length;
  let squares = 0;
  for (const sample of samples) squares += (sample - mean) ** 2;
  const gain = 1 / Math.sqrt(squares / samples.length + EPSILON);
  return samples.map((sample) => (sample - mean) * gain);
}
