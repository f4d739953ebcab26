import type { Contour, TrackFeatures } from '@rbassist/core';
import { round } from '@rbassist/core';
import type { FrameFeatures } from '../features/frame-features.ts';
import { median } from '../series/quantile.ts';
import type { BassFeatures } from './bass-extractor.ts';
import { breakOnsetScore } from './break-onset-score.ts';
import { onsetRate } from './onset-rate.ts';

const CONTOUR_LENGTH = 256;
const SMOOTHING_FRAMES = 5;
/** Median ratio for reliability 1. Python uses 5 in 93 ms windows; 372 ms windows give two thirds of that on music. */
const SURE_RATIO = 3.3;
/** Share of the strongest onset above which a frame is loud. Reliability is `LOUD_WEIGHT` times the loud share. */
const LOUD_ONSET = 0.5;
const LOUD_WEIGHT = 2;

/**
 * Computes the contours of a track as the Python rbassist stores them; see docs/contours.md. A track without bass has
 * no bass contour; silence has no contours.
 */
export function contourFeatures(
  features: FrameFeatures,
  bass: BassFeatures,
): Pick<TrackFeatures, 'samples' | 'onset_rate' | 'bass_contour' | 'rhythm_contour'> {
  const rhythm = rhythmContour(features.onset);
  if (!rhythm) return {};
  const bassLine = bassContour(bass);
  return {
    samples: round(breakOnsetScore(features), 4),
    onset_rate: round(onsetRate(features), 3),
    ...(bassLine && { bass_contour: bassLine }),
    rhythm_contour: rhythm,
  };
}

/** Returns the median frequency of each 256th of the track, in hertz; without bass, the previous value. */
function bassContour({ hz, ratio }: BassFeatures): Contour | null {
  const first = hz.find((value) => value > 0);
  if (first === undefined) return null;
  const smooth = smoothed(hz);
  let latest = first;
  const contour = stretches(smooth.length).map(([from, to]) => {
    const present = smooth.subarray(from, to).filter((value) => value > 0);
    if (present.length > 0) latest = median(present);
    return round(latest, 2);
  });
  return { contour, reliability: round(Math.min(1, median(ratio) / SURE_RATIO), 4) };
}

/** Computes the mean of each 256th of the onset strength, scaled to 0..1. */
function rhythmContour(onset: Float32Array): Contour | null {
  let weakest = Number.POSITIVE_INFINITY;
  let strongest = 0;
  for (const value of onset) {
    if (value < weakest) weakest = value;
    if (value > strongest) strongest = value;
  }
  const range = strongest - weakest;
  if (!(range > 0)) return null;
  let loud = 0;
  for (const value of onset) if (value - weakest > LOUD_ONSET * range) loud++;
  const contour = stretches(onset.length).map(([from, to]) => {
    let sum = 0;
    for (let i = from; i < to; i++) sum += onset[i] - weakest;
    return round(sum / (to - from) / range, 4);
  });
  return { contour, reliability: round(Math.min(1, (LOUD_WEIGHT * loud) / onset.length), 4) };
}

/** Divides frames into 256 stretches: first frame and end, exclusive. In short tracks, stretches share frames. */
function stretches(frames: number): [number, number][] {
  return Array.from({ length: CONTOUR_LENGTH }, (_, i) => {
    const from = Math.floor((i * frames) / CONTOUR_LENGTH);
    return [from, Math.max(from + 1, Math.floor(((i + 1) * frames) / CONTOUR_LENGTH))];
  });
}

/** Applies a running median over the frames with bass. Frames without bass stay 0. */
function smoothed(hz: Float32Array): Float32Array {
  const reach = SMOOTHING_FRAMES >> 1;
  const near = new Float32Array(SMOOTHING_FRAMES);
  return hz.map((value, i) => {
    if (value === 0) return 0;
    let count = 0;
    for (let j = Math.max(0, i - reach); j <= i + reach && j < hz.length; j++) if (hz[j] > 0) near[count++] = hz[j];
    return near.subarray(0, count).sort()[count >> 1];
  });
}
