import {
  type BeatProfile,
  CHANGE_WIDTH,
  LEVEL_SERIES,
  LEVEL_WIDTH,
  PROFILE_SERIES,
  PROFILE_WIDTH,
} from './beat-profile.ts';

export interface BarHypothesis {
  /** Beats per bar. */
  metre: number;
  /** True for 6/8: two beats per bar, each of three notes. */
  compound: boolean;
  /** Index of the first downbeat, below `metre`. */
  firstDownbeat: number;
  /** Input of the network, {@link BAR_FEATURES} values. */
  features: Float64Array;
}

const METRES = [
  { metre: 4, compound: false },
  { metre: 3, compound: false },
  { metre: 5, compound: false },
  { metre: 7, compound: false },
  { metre: 2, compound: true },
] as const;
/** Beats of a bar in the features. A bar of three repeats its last beat; later beats of longer bars are ignored. */
const READ_BEATS = 4;
/** Maximum lag of the rhythm's autocorrelation, in beats. */
const MAX_REPETITION_LAG = 16;

/** Autocorrelation of the rhythm at one bar, at two bars, and at other numbers of beats. */
const REPETITIONS = 3;
/** Onsets at the thirds of a beat, for a metre whose beats have three notes. */
const THIRDS = 2;
/** Least log ratio of the onsets at either third to those halfway, in music with three notes per beat. */
const IN_THREES = 0.3;

export const BAR_FEATURES =
  READ_BEATS * (PROFILE_WIDTH + LEVEL_WIDTH) + 3 * CHANGE_WIDTH + REPETITIONS + THIRDS + METRES.length;

export function barHypotheses(profile: BeatProfile): BarHypothesis[] {
  const repetitions = Array.from({ length: MAX_REPETITION_LAG + 1 }, (_, lag) =>
    lag > 1 ? repetition(profile, lag) : 0,
  );
  const inThrees = Math.min(...profile.thirds) > IN_THREES;
  return METRES.filter(({ compound }) => inThrees || !compound).flatMap(({ metre, compound }) =>
    Array.from({ length: metre }, (_, firstDownbeat) => ({
      metre,
      compound,
      firstDownbeat,
      features: features(profile, { metre, compound, firstDownbeat }, repetitions),
    })),
  );
}

function features(
  profile: BeatProfile,
  { metre, compound, firstDownbeat: first }: Omit<BarHypothesis, 'features'>,
  repetitions: readonly number[],
): Float64Array {
  const out = new Float64Array(BAR_FEATURES);
  let at = 0;
  const means = columnMeans(profile.onsets, PROFILE_WIDTH);
  const levelMeans = columnMeans(profile.levels, LEVEL_WIDTH);
  for (let beat = 0; beat < READ_BEATS; beat++) {
    const here = meansAt(profile.onsets, PROFILE_WIDTH, metre, first + Math.min(beat, metre - 1));
    for (let k = 0; k < PROFILE_WIDTH; k++) {
      // one mean for beats and half beats, to keep their difference
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
  // repetition depends on the metre, not on the phase
  const others = repetitions.filter((_, lag) => lag > 1 && lag <= 9 && lag % metre !== 0);
  const other = others.reduce((sum, value) => sum + value, 0) / others.length;
  out[at++] = repetitions[metre] - other;
  out[at++] = repetitions[2 * metre] - other;
  out[at++] = other;
  for (const third of profile.thirds) out[at++] = compound ? third : 0;
  for (const known of METRES) out[at++] = known.metre === metre ? 1 : 0;
  return out;
}

function columnMeans(values: Float32Array, width: number): Float64Array {
  return meansAt(values, width, 1, 0);
}

function meansAt(values: Float32Array, width: number, step: number, first: number): Float64Array {
  const out = new Float64Array(width);
  let rows = 0;
  for (let row = first; row < values.length / width; row += step) {
    for (let k = 0; k < width; k++) out[k] += values[row * width + k];
    rows++;
  }
  return rows > 0 ? out.map((sum) => sum / rows) : out;
}

/** Returns the log ratio of strong changes on these beats to those expected by chance. */
function strongestShares({ changes }: BeatProfile, step: number, first: number): Float64Array {
  // cubed, so that a few large changes count more than many small ones
  const cubes = changes.map((value) => value ** 3);
  const all = columnMeans(cubes, CHANGE_WIDTH);
  const here = meansAt(cubes, CHANGE_WIDTH, step, first);
  return here.map((value, k) => Math.log((value + 1e-6) / (all[k] + 1e-6) + 0.1));
}

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

/** Returns the autocorrelation of the onsets on and between beats, at a lag in beats. */
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
