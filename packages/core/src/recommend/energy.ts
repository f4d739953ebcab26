import { isFiniteNumber } from '../tracks/is-finite-number.ts';
import type { TrackFeatures, TrackRecord, TrackSection } from '../tracks/track-record.ts';

/** Energy of a track, and the share of it that comes from known data. */
export interface TrackEnergy {
  /** Energy, 0..1. */
  energy: number;
  /** Share of known data, 0..1. */
  confidence: number;
}

/** Facts that the energy of a track is computed from. Values of odd types count as unknown. */
export type EnergyFacts = Pick<TrackRecord, 'loudness_lufs' | 'features' | 'sections'>;

/** Weight of each fact. They sum to 1. */
const WEIGHTS = { onsets: 0.5, loudness: 0.4, sections: 0.1 } as const;
/** Weight of onsets that are estimated from the rhythm contour. */
const ESTIMATED_ONSETS = 0.25;
/** Onsets per second with the level 1 − 1/e. */
const ONSET_UNIT = 4;
/** Onsets per second for a rhythm contour of mean 1, on average over songs. */
const ONSETS_PER_CONTOUR = 100;
/** Loudness of the levels 0 and 1, in LUFS: a quiet ambient track, a loud club master. */
const QUIET_LUFS = -24;
const LOUD_LUFS = -6;
/** Level of each kind of section. */
const SECTION_LEVELS: Readonly<Record<TrackSection['kind'], number>> = {
  drop: 1,
  build: 0.7,
  section: 0.6,
  intro: 0.4,
  outro: 0.4,
  breakdown: 0.25,
};

/**
 * Computes the energy of a track, 0..1, from the facts that are known: half of it from the onsets per second,
 * `1 − exp(−n/4)`; 0.4 from the loudness, from 0 at −24 LUFS to 1 at −6 LUFS; 0.1 from the kinds of sections by their
 * length. Unknown facts leave their weight to the others, and lower the confidence. Ambient music is at 0.3 or less,
 * songs at 0.4 to 0.6, drum and bass at 0.75.
 *
 * @returns undefined if loudness and onsets are unknown.
 */
export function trackEnergy({ loudness_lufs: loudness, features, sections }: EnergyFacts): TrackEnergy | undefined {
  const levels = [loudnessLevel(loudness), onsetLevel(features)].flatMap((known) => known ?? []);
  if (levels.length === 0) return undefined;
  levels.push(...[sectionLevel(sections)].flatMap((known) => known ?? []));
  const confidence = levels.reduce((sum, { weight }) => sum + weight, 0);
  return { energy: levels.reduce((sum, { level, weight }) => sum + level * weight, 0) / confidence, confidence };
}

interface Level {
  level: number;
  weight: number;
}

function loudnessLevel(lufs: unknown): Level | undefined {
  if (!isFiniteNumber(lufs)) return undefined;
  const level = (lufs - QUIET_LUFS) / (LOUD_LUFS - QUIET_LUFS);
  return { level: Math.min(1, Math.max(0, level)), weight: WEIGHTS.loudness };
}

function onsetLevel(features: unknown): Level | undefined {
  const { onset_rate: measured, rhythm_contour: rhythm } = (features ?? {}) as TrackFeatures;
  const level = (rate: number) => 1 - Math.exp(-Math.max(0, rate) / ONSET_UNIT);
  if (isFiniteNumber(measured)) return { level: level(measured), weight: WEIGHTS.onsets };
  const contour: unknown = rhythm?.contour;
  if (!Array.isArray(contour) || contour.length === 0 || !contour.every(isFiniteNumber)) return undefined;
  const mean = contour.reduce((sum, value) => sum + value, 0) / contour.length;
  return { level: level(ONSETS_PER_CONTOUR * mean), weight: ESTIMATED_ONSETS };
}

function sectionLevel(sections: unknown): Level | undefined {
  let [sum, total] = [0, 0];
  for (const { kind, start, end } of Array.isArray(sections) ? (sections.filter(Boolean) as TrackSection[]) : []) {
    const lengthS =
      isFiniteNumber(start) && isFiniteNumber(end) && Object.hasOwn(SECTION_LEVELS, kind) ? end - start : 0;
    if (lengthS <= 0) continue;
    sum += SECTION_LEVELS[kind] * lengthS;
    total += lengthS;
  }
  return total === 0 ? undefined : { level: sum / total, weight: WEIGHTS.sections };
}
