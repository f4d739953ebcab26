import { type CamelotKey, type KeyRelation, keyRelation } from '../keys/camelot.ts';
import { keyIndex, keyValue } from '../recommend/key-value.ts';
import type { Likely, MixTrack } from '../recommend/mix-track.ts';
import { WEIGHT_PRESETS } from '../recommend/presets.ts';
import { meanOfParts } from '../recommend/score-parts.ts';
import { transitionCost } from '../recommend/transition.ts';
import { dot } from '../vectors/vector-math.ts';
import { type CrateProfile, foldedTags } from './crate-profile.ts';
import type { CratePartName, CrateWeights } from './crate-weights.ts';

/** One part of the score of a track for a crate. */
export interface CratePart {
  name: CratePartName;
  /** Expected value, 0..1: unknown data counts as the average of two random tracks. */
  value: number;
  /** Share of the value that comes from known data, 0..1. */
  confidence: number;
}

/** Rules of a crate's score. */
export interface CrateScoring {
  /** Tempo difference in percent at which `bpmMatch` reaches 0. */
  tempoPct: number;
  allowDoubletime: boolean;
  /** Values of keys: `camelot` by relation, `harmonic` by steps on the circle of fifths. */
  keyScore: 'camelot' | 'harmonic';
}

/** A track that may join a crate. */
export interface CrateCandidate {
  track: MixTrack;
  /** Vector of unit length. */
  vector: Float32Array;
  /** Number of members that have the track among their nearest. */
  support: number;
}

/** Values of unknown data: about the mean over random pairs. */
const NEUTRAL_TEMPO = 0.3;
const NEUTRAL_KEY = 0.4;

const KEY_VALUES: Readonly<Record<KeyRelation, number>> = {
  same: 1,
  relative: 0.8,
  neighbor: 0.7,
  'energy-raise': 0.7,
  'energy-boost': 0.7,
  'mood-to-major': 0.7,
  'mood-to-minor': 0.7,
  unknown: 0,
  clash: 0,
};

/**
 * Computes all parts of the score of a track for a crate. What compares the track with each member takes the mean of
 * the best third of them, so that a crate of two tempos keeps both.
 */
export function crateParts(profile: CrateProfile, candidate: CrateCandidate, scoring: CrateScoring): CratePart[] {
  const { members, placed, centroid } = profile;
  const { track, vector, support } = candidate;
  const similarities = placed.map((member) => similarity(member.vector, vector));
  const known = (name: CratePartName, value: number): CratePart => ({ name, value, confidence: 1 });
  const ofTempos = ({ tempos }: MixTrack) =>
    expected(tempos, track.tempos, (a, b) => tempoMatch(a, b, scoring), NEUTRAL_TEMPO);
  const keyMatch = scoring.keyScore === 'camelot' ? relationValue : circleValue;
  const ofKeys = ({ keys }: MixTrack) => expected(keys, track.keys, keyMatch, NEUTRAL_KEY);
  const tracks = members.map((member) => member.track);
  return [
    known('annCentroid', centroid === undefined ? 0 : similarity(centroid, vector)),
    known('annSeedCoverage', placed.length === 0 ? 0 : support / placed.length),
    known('groupMatch', meanOfBest(similarities)),
    { name: 'bpmMatch', ...bestThird(tracks.map(ofTempos), NEUTRAL_TEMPO) },
    { name: 'keyMatch', ...bestThird(tracks.map(ofKeys), NEUTRAL_KEY) },
    { name: 'tagMatch', ...tagMatch(profile.tags, track) },
    known('transition', meanOfBest(members.map((member) => transitionScore(member, candidate)))),
  ];
}

/** Returns the weighted mean of the parts, 0..1; 0 if all weights are 0. */
export function crateScore(parts: readonly CratePart[], weights: Readonly<CrateWeights>): number {
  return meanOfParts(parts, weights) ?? 0;
}

/** Returns the cosine of two vectors of unit length, 0..1. */
export function similarity(a: Float32Array, b: Float32Array): number {
  return Math.min(1, Math.max(0, dot(a, b)));
}

function transitionScore(
  { track: from, vector: own }: CrateProfile['members'][number],
  { track, vector }: CrateCandidate,
) {
  const pair = { from, to: track, ...(own && { distance: 1 - dot(own, vector) }) };
  return 1 - transitionCost(pair, WEIGHT_PRESETS.balanced);
}

interface Measured {
  value: number;
  confidence: number;
}

/** Returns the mean over all combinations of two uncertain facts; the unknown rest counts as average. */
function expected<Value>(
  from: readonly Likely<Value>[],
  to: readonly Likely<Value>[],
  rate: (a: Value, b: Value) => number,
  neutral: number,
): Measured {
  let [sum, confidence] = [0, 0];
  for (const a of from) {
    for (const b of to) {
      const probability = a.probability * b.probability;
      sum += probability * rate(a.value, b.value);
      confidence += probability;
    }
  }
  return { value: sum + Math.max(0, 1 - confidence) * neutral, confidence };
}

function tempoMatch(from: number, to: number, { tempoPct, allowDoubletime }: CrateScoring): number {
  const targets = allowDoubletime ? [from, 2 * from, from / 2] : [from];
  const apart = Math.min(...targets.map((target) => (100 * Math.abs(to - target)) / target));
  if (tempoPct === 0) return apart < 1e-6 ? 1 : 0;
  return Math.max(0, 1 - apart / tempoPct);
}

function relationValue(a: CamelotKey, b: CamelotKey): number {
  return KEY_VALUES[keyRelation(a, b)];
}

function circleValue(a: CamelotKey, b: CamelotKey): number {
  const [from, to] = [keyIndex(a), keyIndex(b)];
  return from === undefined || to === undefined ? 0 : keyValue(from, to);
}

function tagMatch(crate: ReadonlySet<string>, track: MixTrack): Measured {
  const own = foldedTags(track);
  if (crate.size === 0 || own.size === 0) return { value: 0, confidence: 0 };
  const shared = [...own].filter((tag) => crate.has(tag)).length;
  return { value: shared / (crate.size + own.size - shared), confidence: 1 };
}

/** Takes the mean of the best third of the members with known data. */
function bestThird(all: readonly Measured[], neutral: number): Measured {
  const known = all.filter(({ confidence }) => confidence > 0).sort((a, b) => b.value - a.value);
  const best = known.slice(0, thirdOf(known.length));
  if (best.length === 0) return { value: neutral, confidence: 0 };
  const mean = (of: (one: Measured) => number) => best.reduce((sum, one) => sum + of(one), 0) / best.length;
  return {
    value: mean(({ value }) => value),
    confidence: Math.min(
      1,
      mean(({ confidence }) => confidence),
    ),
  };
}

function meanOfBest(values: readonly number[]): number {
  const best = [...values].sort((a, b) => b - a).slice(0, thirdOf(values.length));
  return best.length === 0 ? 0 : best.reduce((sum, value) => sum + value, 0) / best.length;
}

/** Size of the best third: at least two, as in the Python rbassist. */
function thirdOf(count: number): number {
  return Math.max(2, Math.floor((count + 2) / 3));
}
