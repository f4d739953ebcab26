import { isFiniteNumber } from '../tracks/is-finite-number.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import { cosineDistance } from '../vectors/vector-math.ts';

/** Measurements of a track's sound, from an earlier scan. */
export interface StoredSound {
  durationS?: number;
  /** Embedding vector; both tracks must use the same embedding space. */
  vector?: Float32Array;
  /** Strongest bass frequency over time, in hertz. */
  bassContour?: readonly number[];
  rhythmContour?: readonly number[];
  bpm?: number;
  /** Probability that a listener would tap `bpm`, 0..1. */
  bpmConfidence?: number;
  loudnessLufs?: number;
  loudnessRangeLu?: number;
}

type Loudness = Pick<StoredSound, 'loudnessLufs'>;

/** Returns the measurements of a record, without its vector. */
export function storedSound(record: TrackRecord): StoredSound {
  const { duration, features, bpm, bpm_confidence, loudness_lufs, loudness_range_lu } = record;
  return {
    durationS: isFiniteNumber(duration) ? duration : undefined,
    bassContour: features?.bass_contour?.contour,
    rhythmContour: features?.rhythm_contour?.contour,
    bpm: bpm ?? undefined,
    bpmConfidence: bpm_confidence,
    loudnessLufs: loudness_lufs ?? undefined,
    loudnessRangeLu: loudness_range_lu ?? undefined,
  };
}

/** With the built-in models, encodings of one recording are at most 0.06 apart, even if a second is cut off. */
const MAX_DISTANCE = 0.1;
/** Encoders change the loudness by tenths of a unit; a quieter copy may be another master. */
const MAX_LOUDNESS_LU = 1.5;
const MAX_RANGE_LU = 2;
/** Contours of encodings of one recording correlate by 0.88 and more, those of other music by 0.6 and less. */
const MIN_CORRELATION = 0.8;
/** Recordings that differ more in length may start at different times, which makes their contours useless. */
const ALIGNED_S = 0.3;
const SURE_OF_TEMPO = 0.5;
const MAX_TEMPO_SHARE = 0.01;
const TEMPO_RATIOS: readonly number[] = [1, 2, 3, 4, 3 / 2, 4 / 3, 1 / 2, 1 / 3, 1 / 4, 2 / 3, 3 / 4];

/** Returns true if the measurements show that two tracks are different recordings. */
export function soundsDifferent(a: StoredSound, b: StoredSound): boolean {
  return (
    (a.vector !== undefined && b.vector !== undefined && areFarApart(a.vector, b.vector)) ||
    haveOtherLoudness(a, b) ||
    differBy(a.loudnessRangeLu, b.loudnessRangeLu, MAX_RANGE_LU) ||
    haveOtherTempo(a, b) ||
    haveOtherCourse(a, b)
  );
}

/** Returns true if the loudness alone shows that two tracks are different recordings. */
export function haveOtherLoudness(a: Loudness, b: Loudness): boolean {
  return differBy(a.loudnessLufs, b.loudnessLufs, MAX_LOUDNESS_LU);
}

function areFarApart(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && cosineDistance(a, b) > MAX_DISTANCE;
}

function differBy(a: number | undefined, b: number | undefined, most: number): boolean {
  return isFiniteNumber(a) && isFiniteNumber(b) && Math.abs(a - b) > most;
}

function haveOtherTempo({ bpm: a, bpmConfidence: sureA }: StoredSound, { bpm: b, bpmConfidence: sureB }: StoredSound) {
  if (!isFiniteNumber(a) || !isFiniteNumber(b) || !isFiniteNumber(sureA) || !isFiniteNumber(sureB)) return false;
  if (a <= 0 || b <= 0 || Math.min(sureA, sureB) < SURE_OF_TEMPO) return false;
  return TEMPO_RATIOS.every((ratio) => Math.abs(a / b / ratio - 1) > MAX_TEMPO_SHARE);
}

function haveOtherCourse(a: StoredSound, b: StoredSound): boolean {
  if (!isFiniteNumber(a.durationS) || !isFiniteNumber(b.durationS) || Math.abs(a.durationS - b.durationS) > ALIGNED_S)
    return false;
  const isOther = (one: StoredSound['bassContour'], other: StoredSound['bassContour']) => {
    const correlated = correlation(one, other);
    return correlated !== undefined && correlated < MIN_CORRELATION;
  };
  return isOther(a.bassContour, b.bassContour) && isOther(a.rhythmContour, b.rhythmContour);
}

/** Returns Pearson's correlation, -1..1; undefined if a list is constant or the lengths differ. */
function correlation(a: readonly number[] = [], b: readonly number[] = []): number | undefined {
  // another program may store any type here
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return undefined;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    ab += (value - meanA) * (b[i] - meanB);
    aa += (value - meanA) ** 2;
    bb += (b[i] - meanB) ** 2;
  }
  const correlated = ab / Math.sqrt(aa * bb);
  return Number.isFinite(correlated) ? correlated : undefined;
}
