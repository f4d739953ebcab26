import {
  type BeatProfile,
  CHANGE_WIDTH,
  LEVEL_SERIES,
  LEVEL_WIDTH,
  PROFILE_SERIES,
  PROFILE_WIDTH,
} from './beat-profile.ts';

/** One way to count: how many beats make a bar, and which is the one. */
export interface BarHypothesis {
  metre: number;
  /** Index of the first beat that is a "1", below `metre`. */
  firstDownbeat: number;
  /** What speaks for and against it: {@link BAR_FEATURES} values. */
  features: Float64Array;
}

/** Metres that are told apart. */
const METRES = [4, 3, 5, 7] as const;
/** Beats of a bar that the profile is read at; a bar of three repeats its last, of a longer one the rest is not read. */
const READ_BEATS = 4;
/** Rhythms are compared with themselves up to so many beats later. */
const MAX_REPETITION_LAG = 16;

/** How the rhythm repeats after one bar, after two, and after other numbers of beats. */
const REPETITIONS = 3;

/** Number of features per hypothesis. */
export const BAR_FEATURES = READ_BEATS * (PROFILE_WIDTH + LEVEL_WIDTH) + 3 * CHANGE_WIDTH + REPETITIONS + METRES.length;

/** Every way to count a track's beats. */
export function barHypotheses(profile: BeatProfile): BarHypothesis[] {
  const repetitions = Array.from({ length: MAX_REPETITION_LAG + 1 }, (_, lag) =>
    lag > 1 ? repetition(profile, lag) : 0,
  );
  return METRES.flatMap((metre) =>
    Array.from({ length: metre }, (_, firstDownbeat) => ({
      metre,
      firstDownbeat,
      features: features(profile, metre, firstDownbeat, repetitions),
    })),
  );
}

function features(profile: BeatProfile, metre: number, first: number, repetitions: readonly number[]): Float64Array {
  const out = new Float64Array(BAR_FEATURES);
  let at = 0;
  const means = columnMeans(profile.onsets, PROFILE_WIDTH);
  const levelMeans = columnMeans(profile.levels, LEVEL_WIDTH);
  for (let beat = 0; beat < READ_BEATS; beat++) {
    const here = meansAt(profile.onsets, PROFILE_WIDTH, metre, first + Math.min(beat, metre - 1));
    for (let k = 0; k < PROFILE_WIDTH; k++) {
      // against the mean of beats and half beats together, so that the two can be told apart
      const mean = (means[k % PROFILE_SERIES] + means[(k % PROFILE_SERIES) + PROFILE_SERIES]) / 2;
      out[at++] = Math.log((here[k] + 0.1) / (mean + 0.1));
    }
    const levels = meansAt(profile.levels, LEVEL_WIDTH, metre, first + Math.min(beat, metre - 1));
    for (let k = 0; k < LEVEL_WIDTH; k++) {
      const mean = (levelMeans[k % LEVEL_SERIES] + levelMeans[(k % LEVEL_SERIES) + LEVEL_SERIES]) / 2;
      out[at++] = (levels[k] - mean) / 10;
    }
  }
  const changes = columnMeans(profile.changes, CHANGE_WIDTH);
  const onOne = meansAt(profile.changes, CHANGE_WIDTH, metre, first);
  const strongest = strongestShares(profile, metre, first);
  const fourBars = strongestShares(profile, metre * 4, bestFourBars(profile, metre, first));
  for (let k = 0; k < CHANGE_WIDTH; k++) out[at++] = Math.log((onOne[k] + 0.01) / (changes[k] + 0.01));
  for (let k = 0; k < CHANGE_WIDTH; k++) out[at++] = strongest[k];
  for (let k = 0; k < CHANGE_WIDTH; k++) out[at++] = fourBars[k];
  // how the rhythm repeats tells metres apart, not phases
  const others = repetitions.filter((_, lag) => lag > 1 && lag <= 9 && lag % metre !== 0);
  const other = others.reduce((sum, value) => sum + value, 0) / others.length;
  out[at++] = repetitions[metre] - other;
  out[at++] = repetitions[2 * metre] - other;
  out[at++] = other;
  for (const known of METRES) out[at++] = known === metre ? 1 : 0;
  return out;
}

function columnMeans(values: Float32Array, width: number): Float64Array {
  return meansAt(values, width, 1, 0);
}

/** Means over every `step`-th row from `first` on. */
function meansAt(values: Float32Array, width: number, step: number, first: number): Float64Array {
  const out = new Float64Array(width);
  let rows = 0;
  for (let row = first; row < values.length / width; row += step) {
    for (let k = 0; k < width; k++) out[k] += values[row * width + k];
    rows++;
  }
  return rows > 0 ? out.map((sum) => sum / rows) : out;
}

/** How much of the strong changes falls on the beats counted, as the logarithm of the ratio to what chance would give. */
function strongestShares({ changes }: BeatProfile, step: number, first: number): Float64Array {
  // cubed, so that the few great changes of a track count for more than the many small ones
  const cubes = changes.map((value) => value ** 3);
  const all = columnMeans(cubes, CHANGE_WIDTH);
  const here = meansAt(cubes, CHANGE_WIDTH, step, first);
  return here.map((value, k) => Math.log((value + 1e-6) / (all[k] + 1e-6) + 0.1));
}

/** The bar in four at which the sound changes most. */
function bestFourBars({ changes }: BeatProfile, metre: number, first: number): number {
  let best = first;
  let most = -1;
  for (let bar = 0; bar < 4; bar++) {
    const change = meansAt(changes, CHANGE_WIDTH, 4 * metre, first + bar * metre)[CHANGE_WIDTH - 1];
    if (change > most) {
      most = change;
      best = first + bar * metre;
    }
  }
  return best;
}

/** Correlation of the onsets on and between beats with those some beats later. */
function repetition({ onsets, count }: BeatProfile, lag: number): number {
  if (count <= lag) return 0;
  const mean = columnMeans(onsets, PROFILE_WIDTH);
  let product = 0;
  let square = 0;
  for (let i = 0; i < onsets.length; i++) {
    const here = onsets[i] - mean[i % PROFILE_WIDTH];
    square += here * here;
    if (i + lag * PROFILE_WIDTH < onsets.length) {
      product += here * (onsets[i + lag * PROFILE_WIDTH] - mean[i % PROFILE_WIDTH]);
    }
  }
  return square > 0 ? product / square : 0;
}
