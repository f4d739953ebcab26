import { SHORT_RATE } from '../features/frame-features.ts';
import { MAX_LAG, type WindowedAutocorrelation } from './autocorrelation.ts';

/** Pulse of a track, whose tempo may change: one of the metrical levels that a listener could tap. */
export interface PulsePath {
  /** Period in onset frames, one per autocorrelation window. */
  periods: Float32Array;
  /** Mean periodicity along the path, −1..1. */
  salience: number;
  /** Median period, in onset frames. */
  typical: number;
}

/** Range that contains at least one of a half, double or third of any tempo. */
const MAX_BPM = 200;
const MIN_BPM = 67;
const BIN_RATIO = 1.01;
const SHORTEST = (60 / MAX_BPM) * SHORT_RATE;
const BINS = Math.floor(Math.log(MAX_BPM / MIN_BPM) / Math.log(BIN_RATIO)) + 1;
const PERIODS = Float64Array.from({ length: BINS }, (_, bin) => SHORTEST * BIN_RATIO ** bin);

/** Number of multiples of a period to score, each with less weight than the previous one. */
const MULTIPLES = 8;
const MULTIPLE_DECAY = 0.9;
/** Cost of a step of one bin between windows, and of a jump to any bin. The maximum score of a window is about 1. */
const STEP_COST = 0.03;
const STEP_REACH = 3;
const JUMP_COST = 0.5;

const RELATED = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3, 4];
const RELATED_TOLERANCE = 0.035;
/** Minimum salience of a further pulse, relative to the first. */
const WORTH_FOLLOWING = 0.75;

/**
 * Finds the strongest pulses of a track, best first, each from another metre. Each is a path of periods through the
 * windows' autocorrelations, found with the Viterbi algorithm. Finds at least one, unless the track is silent.
 */
export function pulsePaths(autocorrelation: WindowedAutocorrelation, count: number): PulsePath[] {
  const { windows, weights } = autocorrelation;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return [];
  const scores = windows.map((lags, w) => {
    const weight = (weights[w] * windows.length) / total;
    return Float32Array.from(PERIODS, (period) => weight * periodicity(lags, period));
  });
  const paths: PulsePath[] = [];
  while (paths.length < count) {
    const path = bestPath(scores);
    if (path.salience <= 0 || (paths.length > 0 && path.salience < WORTH_FOLLOWING * paths[0].salience)) break;
    paths.push(path);
    for (const [w, bins] of scores.entries()) suppressRelated(bins, path.periods[w]);
  }
  return paths;
}

function periodicity(lags: Float32Array, period: number): number {
  let sum = 0;
  let weight = 1;
  let weights = 0;
  for (let k = 1; k <= MULTIPLES && k * period <= MAX_LAG - 1; k++) {
    sum += weight * at(lags, k * period);
    weights += weight;
    weight *= MULTIPLE_DECAY;
  }
  return weights > 0 ? sum / weights : 0;
}

function at(lags: Float32Array, lag: number): number {
  const low = Math.floor(lag);
  return lags[low] + (lag - low) * (lags[low + 1] - lags[low]);
}

function bestPath(scores: readonly Float32Array[]): PulsePath {
  let best = Float64Array.from(scores[0]);
  const cameFrom: Int16Array[] = [];
  for (let w = 1; w < scores.length; w++) {
    const from = new Int16Array(BINS);
    const next = new Float64Array(BINS);
    let top = 0;
    for (let bin = 1; bin < BINS; bin++) if (best[bin] > best[top]) top = bin;
    for (let bin = 0; bin < BINS; bin++) {
      let source = top;
      let value = best[top] - JUMP_COST;
      for (let other = Math.max(0, bin - STEP_REACH); other <= Math.min(BINS - 1, bin + STEP_REACH); other++) {
        const stepped = best[other] - STEP_COST * Math.abs(other - bin);
        if (stepped > value) {
          value = stepped;
          source = other;
        }
      }
      from[bin] = source;
      next[bin] = value + scores[w][bin];
    }
    cameFrom.push(from);
    best = next;
  }
  let bin = 0;
  for (let other = 1; other < BINS; other++) if (best[other] > best[bin]) bin = other;
  const periods = new Float32Array(scores.length);
  let salience = 0;
  for (let w = scores.length - 1; w >= 0; w--) {
    periods[w] = PERIODS[bin];
    salience += scores[w][bin] / scores.length;
    if (w > 0) bin = cameFrom[w - 1][bin];
  }
  return { periods, salience, typical: periods.slice().sort()[periods.length >> 1] };
}

function suppressRelated(bins: Float32Array, period: number): void {
  for (let bin = 0; bin < BINS; bin++) {
    const ratio = PERIODS[bin] / period;
    if (RELATED.some((related) => Math.abs(Math.log(ratio / related)) < RELATED_TOLERANCE)) bins[bin] = -1;
  }
}
