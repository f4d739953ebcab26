import { ATTACK_RATE, SHORT_RATE } from '../features/frame-features.ts';
import { fitLine } from './fit-line.ts';

/** Position of the beats in a few bars, averaged over many attacks. */
export interface GridAnchor {
  /** Time of a beat near the middle of the stretch, in seconds. */
  timeS: number;
  periodS: number;
  /** Contrast of the attacks on these beats, 0 or more. Below about 1, the position is unreliable. */
  weight: number;
}

/** Seconds of music per anchor: long enough to average, short enough for a constant tempo. */
const STRETCH_S = 8;
const MIN_BEATS = 8;
const MAX_BEATS = 24;
const SEARCH_S = 0.035;
const PERIOD_SEARCH = 0.008;
const PERIOD_STEPS = 4;
/** Kernel that smooths the attack envelope, in steps of 3 ms. */
const SMOOTHING = [0.25, 0.5, 1, 0.5, 0.25];
/** Mean delay between the attack of a drum and the peak of its onset strength. */
const ONSET_LATENCY_S = 0.003;
const ONSET_SHARE = 0.7;

/**
 * Combines evidence for beats at {@link ATTACK_RATE}: the attack envelope, precise to 3 ms, and onset strength, which
 * is less precise but shows a new note at a constant level.
 */
export function beatEvidence(attack: Float32Array, strength: Float32Array): Float32Array {
  const reach = SMOOTHING.length >> 1;
  const scale = 1 / (rms(attack) + Number.MIN_VALUE);
  const out = new Float32Array(attack.length);
  for (let i = 0; i < out.length; i++) {
    for (let k = -reach; k <= reach; k++) out[i] += SMOOTHING[k + reach] * scale * (attack[i + k] ?? 0);
    const place = (i / ATTACK_RATE + ONSET_LATENCY_S) * SHORT_RATE;
    const low = Math.floor(place);
    if (low + 1 < strength.length) {
      out[i] += ONSET_SHARE * (strength[low] + (place - low) * (strength[low + 1] - strength[low]));
    }
  }
  return out;
}

function rms(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / Math.max(1, values.length));
}

export interface GridAnchorOptions {
  /** Beats per stretch. @default as many as fit into eight seconds, 8 to 24 */
  beatsPerAnchor?: number;
}

/**
 * Measures the position of the beats stretch by stretch: fits a line through the tracked `beats`, in seconds, and moves
 * it to the largest `evidence` of {@link beatEvidence}.
 */
export function gridAnchors(
  evidence: Float32Array,
  beats: Float64Array,
  { beatsPerAnchor }: GridAnchorOptions = {},
): GridAnchor[] {
  if (beats.length < MIN_BEATS) return [];
  const typical = (beats[beats.length - 1] - beats[0]) / (beats.length - 1);
  const requested = beatsPerAnchor ?? Math.min(MAX_BEATS, Math.round(STRETCH_S / typical));
  // a short track has three stretches, since a single one gives only a rough tempo
  const length = Math.max(MIN_BEATS, Math.min(requested, beats.length >> 1));
  const hop = length >> 1;
  const anchors: GridAnchor[] = [];
  for (let first = 0; first + length <= beats.length; first += hop) {
    anchors.push(refined(evidence, beats.subarray(first, first + length)));
  }
  return anchors;
}

function refined(evidence: Float32Array, beats: Float64Array): GridAnchor {
  const { timeS, periodS } = lineThrough(beats);
  const half = beats.length >> 1;
  let best = -1;
  let bestTime = timeS;
  let bestPeriod = periodS;
  let sum = 0;
  let tried = 0;
  for (let p = -PERIOD_STEPS; p <= PERIOD_STEPS; p++) {
    const period = periodS * (1 + (PERIOD_SEARCH * p) / PERIOD_STEPS);
    for (let shift = -SEARCH_S; shift <= SEARCH_S; shift += 1 / ATTACK_RATE) {
      const energy = energyOn(evidence, timeS + shift, period, -half, beats.length - half);
      sum += energy;
      tried++;
      if (energy > best) {
        best = energy;
        bestTime = timeS + shift;
        bestPeriod = period;
      }
    }
  }
  const mean = sum / tried;
  return {
    timeS: bestTime,
    periodS: bestPeriod,
    weight: mean > 0 ? Math.max(0, best / mean - 1) * Math.sqrt(best) : 0,
  };
}

/** Returns the mean evidence on beats `from` to `to - 1`, with beat 0 at `timeS`. */
function energyOn(evidence: Float32Array, timeS: number, periodS: number, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    const place = (timeS + i * periodS) * ATTACK_RATE;
    const low = Math.floor(place);
    if (low < 0 || low + 1 >= evidence.length) continue;
    sum += evidence[low] + (place - low) * (evidence[low + 1] - evidence[low]);
  }
  return sum / (to - from);
}

/** Fits a line through consecutive beats without outliers. Returns their period and the time of the middle beat. */
function lineThrough(beats: Float64Array): { timeS: number; periodS: number } {
  const half = beats.length >> 1;
  const intervals = beats
    .slice(1)
    .map((time, i) => time - beats[i])
    .sort();
  let periodS = intervals[intervals.length >> 1];
  const starts = beats.map((time, i) => time - (i - half) * periodS).sort();
  let timeS = starts[starts.length >> 1];
  for (let round = 0; round < 2; round++) {
    const tolerance = 0.08 * periodS;
    const line = { timeS, periodS };
    const near = Array.from(beats, (beatS, k) => ({ number: k - half, timeS: beatS, weight: 1 })).filter(
      (beat) => Math.abs(beat.timeS - line.timeS - beat.number * line.periodS) <= tolerance,
    );
    const fitted = near.length < beats.length / 2 ? null : fitLine(near);
    if (!fitted) break;
    ({ timeS, periodS } = fitted);
  }
  return { timeS, periodS };
}
