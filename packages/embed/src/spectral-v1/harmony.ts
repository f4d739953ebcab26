import { type Chroma, chromaOf, PITCH_CLASSES } from './chroma.ts';
import { type Frames, LONG_FRAME_RATE } from './frames.ts';
import type { Slot } from './slot.ts';

const PITCH_NAMES = ['c', 'c_sharp', 'd', 'd_sharp', 'e', 'f', 'f_sharp', 'g', 'g_sharp', 'a', 'a_sharp', 'b'] as const;
/** Intervals of the Fourier coefficients of a chroma. */
const INTERVALS = ['semitones', 'tritones', 'augmented', 'thirds', 'fifths', 'whole_tones'] as const;
const CHANGE_S = [0.2, 0.4, 1, 4] as const;
/** Ratings of the pitch classes in a key, from its tonic (Krumhansl and Kessler). */
const MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];

/** Slots for harmony. Those of the group `harmony` do not depend on the key. */
export const harmonySlots: readonly Slot[] = [
  ...INTERVALS.map(
    (interval, i): Slot => ({
      name: `interval_${interval}`,
      group: 'harmony',
      unit: '1',
      description: `Magnitude of Fourier coefficient ${i + 1} of the mean chroma (tonal interval vector)`,
    }),
  ),
  ...CHANGE_S.map(
    (seconds): Slot => ({
      name: `harmonic_change_${seconds}s`,
      group: 'harmony',
      unit: '1',
      description: `Mean cosine distance of the chroma from itself ${seconds} s earlier`,
    }),
  ),
  {
    name: 'major',
    group: 'harmony',
    unit: '1',
    description: 'Best correlation with a major key minus the best with a minor key',
  },
  {
    name: 'key_strength',
    group: 'harmony',
    unit: '1',
    description: 'Best correlation of the mean chroma with any key',
  },
  {
    name: 'chroma_entropy',
    group: 'harmony',
    unit: 'bits',
    description: 'Mean entropy of the chroma: high if many pitch classes sound at once',
  },
  {
    name: 'partials',
    group: 'harmony',
    unit: 'octaves',
    description: 'Logarithm to base 2 of the spectral peaks per long frame',
  },
  ...PITCH_NAMES.map(
    (name): Slot => ({
      name: `chroma_${name}`,
      group: 'pitch',
      unit: '1',
      description: 'Share of a pitch class in the mean chroma',
    }),
  ),
  { name: 'tuning_strength', group: 'tuning', unit: '1', description: 'Agreement of the partials on one tuning' },
  {
    name: 'tuning_cosine',
    group: 'tuning',
    unit: '1',
    description: 'Cosine of the tuning times its strength: 1 at 440 Hz, −1 a quarter tone off',
  },
  {
    name: 'tuning_sine',
    group: 'tuning',
    unit: '1',
    description: 'Sine of the tuning times its strength: 1 an eighth tone sharp, −1 an eighth tone flat',
  },
];

export function describeHarmony(frames: Frames): number[] {
  const chroma = chromaOf(frames);
  const major = bestKeyCorrelation(chroma.mean, MAJOR);
  const minor = bestKeyCorrelation(chroma.mean, MINOR);
  const angle = 2 * Math.PI * chroma.tuning;
  return [
    ...INTERVALS.map((_, i) => fourierMagnitude(chroma.mean, i + 1)),
    ...CHANGE_S.map((seconds) => meanChange(chroma, Math.round(seconds * LONG_FRAME_RATE))),
    major - minor,
    Math.max(major, minor),
    meanEntropy(chroma),
    Math.log2(1 + frames.peaks.count / frames.longCount),
    ...chroma.mean,
    chroma.tuningStrength,
    chroma.tuningStrength * Math.cos(angle),
    chroma.tuningStrength * Math.sin(angle),
  ];
}

/** @see Bernardes et al., "A multi-level tonal interval space" (2016) */
function fourierMagnitude(chroma: Float32Array, k: number): number {
  let real = 0;
  let imaginary = 0;
  for (let i = 0; i < PITCH_CLASSES; i++) {
    const angle = (2 * Math.PI * k * i) / PITCH_CLASSES;
    real += chroma[i] * Math.cos(angle);
    imaginary += chroma[i] * Math.sin(angle);
  }
  return Math.hypot(real, imaginary);
}

/** Returns the mean cosine distance between tonal frames `lag` apart, 0 without such frames. */
function meanChange({ frames }: Chroma, lag: number): number {
  const distance = lag * PITCH_CLASSES;
  let sum = 0;
  let count = 0;
  for (let start = distance; start < frames.length; start += PITCH_CLASSES) {
    let product = 0;
    for (let i = start; i < start + PITCH_CLASSES; i++) product += frames[i] * frames[i - distance];
    // a product of 0 means a silent frame, since tonal frames almost always overlap
    if (product === 0) continue;
    sum += 1 - product;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

function meanEntropy({ frames }: Chroma): number {
  let sum = 0;
  let count = 0;
  for (let start = 0; start < frames.length; start += PITCH_CLASSES) {
    const frame = frames.subarray(start, start + PITCH_CLASSES);
    const total = frame.reduce((a, b) => a + b, 0);
    if (total === 0) continue;
    for (const value of frame) if (value > 0) sum -= (value / total) * Math.log2(value / total);
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

function bestKeyCorrelation(chroma: Float32Array, profile: readonly number[]): number {
  let best = -1;
  for (let tonic = 0; tonic < PITCH_CLASSES; tonic++) best = Math.max(best, keyCorrelation(chroma, profile, tonic));
  return best;
}

function keyCorrelation(chroma: Float32Array, profile: readonly number[], tonic: number): number {
  const chromaMean = chroma.reduce((a, b) => a + b, 0) / PITCH_CLASSES;
  const profileMean = profile.reduce((a, b) => a + b, 0) / PITCH_CLASSES;
  let products = 0;
  let chromaSquares = 0;
  let profileSquares = 0;
  for (let i = 0; i < PITCH_CLASSES; i++) {
    const a = chroma[(i + tonic) % PITCH_CLASSES] - chromaMean;
    const b = profile[i] - profileMean;
    products += a * b;
    chromaSquares += a * a;
    profileSquares += b * b;
  }
  return chromaSquares < 1e-9 ? 0 : products / Math.sqrt(chromaSquares * profileSquares);
}
