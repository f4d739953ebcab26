import type { ChromaFrames } from '../features/chroma-frames.ts';
import { type FrameFeatures, ONSET_BANDS, SHORT_RATE, TIMBRE_BANDS, TIMBRE_RATE } from '../features/frame-features.ts';
import type { BeatGrid } from '../tempo/beat-grid.ts';

const PITCH_CLASSES = 12;
/** Equal parts of a bar whose onsets describe its rhythm. */
const PATTERN_PARTS = 8;
/** Onset bands of the rhythm: kick and bass, snare and voice. */
const PATTERN_BANDS = [0, 2];
/** Share of its length by which a part starts early, so that its edge does not split a hit. */
const PATTERN_LEAD = 0.25;

const ONSETS_AT = TIMBRE_BANDS;
const LOW_AT = ONSETS_AT + ONSET_BANDS;
const PATTERN_AT = LOW_AT + 1;
const CHROMA_AT = PATTERN_AT + PATTERN_BANDS.length * PATTERN_PARTS;
const SOUND_WIDTH = CHROMA_AT + PITCH_CLASSES;

/** Decibels in every mel band that make a distance of 1. */
const TIMBRE_UNIT_DB = 6;
/** Decibels in the lowest band alone that make a distance of 1. DJs mix by it, so it counts more. */
const LOW_UNIT_DB = 12;
/** Distance between two harmonies without a common pitch class, divided by √2. */
const CHROMA_WEIGHT = 0.5;
/** First mel band above 3 kHz, the range of risers, snare rolls and cymbals. */
const HIGH_FROM_BAND = 11;
/** Power of −80 dBFS. */
const FLOOR = 1e-8;
/** Added to the mean onset strength, to avoid a division by zero. */
const NO_ONSET = 1e-3;

export interface Bars {
  count: number;
  /** Times of the bar lines in seconds, including the end of the last bar: `count + 1` values. */
  lines: Float64Array;
  /** One row per bar. The Euclidean distance of two rows is about 1 for a clear change of sound. */
  sound: Float32Array;
  /** Mean level of each bar in decibels. */
  level: Float32Array;
  low: Float32Array;
  /** Mean level above 3 kHz. */
  high: Float32Array;
}

export function measureBars(features: FrameFeatures, grid: BeatGrid, chroma: ChromaFrames | null): Bars {
  const { beats, metre, firstDownbeat } = grid;
  const count = Math.max(0, Math.floor((beats.length - 1 - firstDownbeat) / metre));
  const bars: Bars = {
    count,
    lines: Float64Array.from({ length: count + 1 }, (_, bar) => beats[firstDownbeat + bar * metre]),
    sound: new Float32Array(count * SOUND_WIDTH),
    level: new Float32Array(count),
    low: new Float32Array(count),
    high: new Float32Array(count),
  };
  if (count === 0) return bars;
  measureTimbre(features.timbre, bars);
  features.bandOnsets.forEach((series, band) => {
    measureOnsets(series, band, bars);
  });
  if (chroma) measureChroma(chroma, bars);
  return bars;
}

function measureTimbre(timbre: Float32Array, { count, lines, sound, level, low, high }: Bars): void {
  const powers = new Float64Array(TIMBRE_BANDS);
  const decibels = new Float64Array(TIMBRE_BANDS);
  for (let bar = 0; bar < count; bar++) {
    const [from, to] = frameRange(lines[bar], lines[bar + 1], TIMBRE_RATE, timbre.length / TIMBRE_BANDS);
    powers.fill(0);
    decibels.fill(0);
    for (let frame = from; frame < to; frame++) {
      for (let band = 0; band < TIMBRE_BANDS; band++) {
        const value = timbre[frame * TIMBRE_BANDS + band];
        decibels[band] += value;
        powers[band] += 10 ** (value / 10);
      }
    }
    const frames = Math.max(1, to - from);
    const row = bar * SOUND_WIDTH;
    let total = 0;
    let top = 0;
    for (let band = 0; band < TIMBRE_BANDS; band++) {
      total += powers[band];
      if (band >= HIGH_FROM_BAND) top += powers[band];
      sound[row + band] = decibels[band] / frames / TIMBRE_UNIT_DB / Math.sqrt(TIMBRE_BANDS);
    }
    level[bar] = toDecibels(total / frames);
    high[bar] = toDecibels(top / frames);
    low[bar] = toDecibels(powers[0] / frames);
    sound[row + LOW_AT] = low[bar] / LOW_UNIT_DB;
  }
}

function measureOnsets(series: Float32Array, band: number, { count, lines, sound }: Bars): void {
  let total = 0;
  for (const value of series) total += value;
  const usual = total / Math.max(1, series.length) + NO_ONSET;
  const strength = (fromS: number, toS: number) => {
    const [from, to] = frameRange(fromS, toS, SHORT_RATE, series.length);
    let sum = 0;
    for (let i = from; i < to; i++) sum += series[i];
    return sum / Math.max(1, to - from) / usual;
  };
  const pattern = PATTERN_BANDS.indexOf(band);
  for (let bar = 0; bar < count; bar++) {
    const row = bar * SOUND_WIDTH;
    sound[row + ONSETS_AT + band] = strength(lines[bar], lines[bar + 1]) / Math.sqrt(ONSET_BANDS);
    if (pattern < 0) continue;
    const partS = (lines[bar + 1] - lines[bar]) / PATTERN_PARTS;
    for (let part = 0; part < PATTERN_PARTS; part++) {
      const fromS = lines[bar] + (part - PATTERN_LEAD) * partS;
      const at = row + PATTERN_AT + pattern * PATTERN_PARTS + part;
      sound[at] = strength(fromS, fromS + partS) / Math.sqrt(PATTERN_BANDS.length * PATTERN_PARTS);
    }
  }
}

function measureChroma({ values, rate }: ChromaFrames, { count, lines, sound }: Bars): void {
  const sums = new Float64Array(PITCH_CLASSES);
  for (let bar = 0; bar < count; bar++) {
    const [from, to] = frameRange(lines[bar], lines[bar + 1], rate, values.length / PITCH_CLASSES);
    sums.fill(0);
    for (let frame = from; frame < to; frame++) {
      for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) sums[pitch] += values[frame * PITCH_CLASSES + pitch];
    }
    const length = Math.hypot(...sums);
    if (length === 0) continue;
    const row = bar * SOUND_WIDTH + CHROMA_AT;
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) sound[row + pitch] = (CHROMA_WEIGHT * sums[pitch]) / length;
  }
}

export function soundDistance(sound: Float32Array, barA: number, barB: number): number {
  const a = barA * SOUND_WIDTH;
  const b = barB * SOUND_WIDTH;
  let squares = 0;
  for (let i = 0; i < SOUND_WIDTH; i++) {
    const difference = sound[a + i] - sound[b + i];
    squares += difference * difference;
  }
  return Math.sqrt(squares);
}

/** Returns the range of frames whose centres are in a time range, end exclusive. */
function frameRange(fromS: number, toS: number, rate: number, frames: number): [number, number] {
  const from = Math.max(0, Math.min(frames, Math.ceil(fromS * rate)));
  return [from, Math.max(from, Math.min(frames, Math.ceil(toS * rate)))];
}

function toDecibels(power: number): number {
  return 10 * Math.log10(power + FLOOR);
}
