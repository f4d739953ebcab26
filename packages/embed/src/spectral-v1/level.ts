export interface Level {
  /** Mean of the samples, the DC offset. */
  readonly offset: number;
  /** Root mean square without the offset, at least −90 dBFS. */
  readonly rms: number;
  /** Highest magnitude without the offset, as a multiple of `rms`. */
  readonly crest: number;
  /** Share of neighbouring samples on different sides of the offset, 0..1. */
  readonly zeroCrossings: number;
}

/** −90 dBFS. Quieter segments count as silence and are not amplified to unit loudness. */
const SILENCE_RMS = 10 ** (-90 / 20);

/** Measures a non-empty segment; `rms` is NaN or infinite if a sample is. */
export function measureLevel(samples: Float32Array): Level {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i];
  const offset = sum / samples.length;
  let squares = 0;
  let peak = 0;
  let crossings = 0;
  let wasAbove = samples[0] > offset;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i] - offset;
    squares += value * value;
    if (value > peak) peak = value;
    else if (-value > peak) peak = -value;
    const isAbove = value > 0;
    if (isAbove !== wasAbove) crossings++;
    wasAbove = isAbove;
  }
  const rms = Math.max(Math.sqrt(squares / samples.length), SILENCE_RMS);
  return { offset, rms, crest: peak / rms, zeroCrossings: crossings / samples.length };
}

/** Fills `frame` with tapered samples without offset at unit loudness, then zeros. Returns its RMS before tapering. */
export function fillFrame(
  samples: Float32Array,
  start: number,
  { offset, rms }: Level,
  taper: Float32Array,
  frame: Float32Array,
): number {
  const available = Math.min(frame.length, samples.length - start);
  const gain = 1 / rms;
  let squares = 0;
  for (let i = 0; i < available; i++) {
    const value = (samples[start + i] - offset) * gain;
    squares += value * value;
    frame[i] = value * taper[i];
  }
  frame.fill(0, available);
  return Math.sqrt(squares / available);
}
