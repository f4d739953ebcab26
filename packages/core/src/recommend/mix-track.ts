import { type CamelotKey, parseKey } from '../keys/camelot.ts';
import { readSuggestions } from '../tags/stored-suggestions.ts';
import { isPossibleBpm } from '../tempos/parse-tempo.ts';
import { isFiniteNumber } from '../tracks/is-finite-number.ts';
import type { TrackRecord } from '../tracks/track-record.ts';
import { type TrackEnergy, trackEnergy } from './energy.ts';

/** A possible value and its probability, 0..1. */
export interface Likely<Value> {
  value: Value;
  probability: number;
}

/**
 * Facts of a track that filters, scores and transitions read. They are short, so that a program can keep them for every
 * track of a large library in memory.
 */
export interface MixTrack {
  path: string;
  artist?: string;
  title?: string;
  genre?: string;
  /** The user's tags, as written. */
  tags: readonly string[];
  /** Tags that rbassist or the Python rbassist suggested, not yet accepted; absent without any. */
  suggested?: readonly string[];
  /** Stars, 0..5. */
  rating?: number;
  /** Length, in seconds. */
  durationS?: number;
  /** Time of the first scan, in milliseconds since 1970. */
  addedMs?: number;
  /** Possible tempos, the stored one first. Their probabilities sum to 1 or less; empty if unknown. */
  tempos: readonly Likely<number>[];
  /** Possible keys, the stored one first. Their probabilities sum to 1 or less; empty if unknown. */
  keys: readonly Likely<CamelotKey>[];
  /** Integrated loudness, in LUFS. */
  loudnessLufs?: number;
  /** Energy, 0..1: see `trackEnergy`. */
  energy?: number;
  /** Share of `energy` that comes from known data, 0..1. @default 1 */
  energyConfidence?: number;
  /** State of the file. A track that failed still has its vector if it was scanned before. */
  state: 'playable' | 'failed' | 'missing' | 'staged';
}

/** Keys of a record that {@link mixTrack} reads. */
export const MIX_KEYS = [
  'artist',
  'title',
  'genre',
  'mytags',
  'tags',
  'tag_suggestions',
  'rating',
  'duration',
  'added',
  'bpm',
  'bpm_confidence',
  'bpm_candidates',
  'key',
  'key_confidence',
  'key_candidates',
  'loudness_lufs',
  'energy',
  'missing',
  'staged',
  'error',
] as const satisfies readonly (keyof TrackRecord)[];

/** Returns the facts of a track from its record. Values of a wrong type count as unknown. */
export function mixTrack(path: string, record: Pick<TrackRecord, (typeof MIX_KEYS)[number]>): MixTrack {
  const { artist, title, genre, rating, duration, added, loudness_lufs: loudness } = record;
  const track: MixTrack = {
    path,
    tags: tagsOf(record.mytags, record.tags),
    tempos: temposOf(record),
    keys: keysOf(record),
    state: stateOf(record),
  };
  // a library has tens of thousands of tracks: merging objects would take longer than all the rest
  if (isText(artist)) track.artist = artist;
  if (isText(title)) track.title = title;
  if (isText(genre)) track.genre = genre;
  const suggested = readSuggestions(record.tag_suggestions)?.candidates ?? [];
  if (suggested.length > 0) track.suggested = suggested.map(({ tag }) => tag);
  if (isFiniteNumber(rating)) track.rating = rating;
  if (isFiniteNumber(duration)) track.durationS = duration;
  const addedMs = typeof added === 'string' ? Date.parse(added) : Number.NaN;
  if (isFiniteNumber(addedMs)) track.addedMs = addedMs;
  if (isFiniteNumber(loudness)) track.loudnessLufs = loudness;
  const { energy, confidence } = energyOf(record);
  if (energy !== undefined) track.energy = energy;
  if (confidence !== undefined) track.energyConfidence = confidence;
  return track;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** Returns the stored energy, or an estimate from the loudness alone. */
function energyOf({ energy, loudness_lufs }: TrackRecord): Partial<TrackEnergy> {
  if (typeof energy === 'number' && energy >= 0 && energy <= 1) return { energy };
  return isFiniteNumber(loudness_lufs) ? (trackEnergy({ loudness_lufs }) ?? {}) : {};
}

const NO_TAGS: readonly string[] = [];

function tagsOf(mytags: unknown, tags: unknown): readonly string[] {
  if (mytags === undefined && tags === undefined) return NO_TAGS;
  const all = [mytags, tags].flat().filter(isText);
  return all.length === 0 ? NO_TAGS : [...new Set(all)];
}

function temposOf({ bpm, bpm_confidence: confidence, bpm_candidates: candidates }: TrackRecord): Likely<number>[] {
  if (!isPossibleBpm(bpm)) return [];
  // a value without confidence is a person's, or of a program that states none
  if (!isProbability(confidence)) return [{ value: bpm, probability: 1 }];
  const others = listOf(candidates).flatMap(({ bpm: value, confidence: probability }) =>
    isPossibleBpm(value) && isProbability(probability) ? { value, probability } : [],
  );
  return likely({ value: bpm, probability: confidence }, others);
}

function keysOf({ key, key_confidence: confidence, key_candidates: candidates }: TrackRecord): Likely<CamelotKey>[] {
  const stored = keyOf(key);
  if (stored === undefined) return [];
  if (!isProbability(confidence)) return [{ value: stored, probability: 1 }];
  const others = listOf(candidates).flatMap(({ key: name, confidence: probability }) => {
    const value = keyOf(name);
    return value !== undefined && isProbability(probability) ? { value, probability } : [];
  });
  return likely({ value: stored, probability: confidence }, others);
}

/** Returns the objects of a list. */
function listOf<Item>(items: readonly Item[] | undefined): Item[] {
  return Array.isArray(items) ? items.filter((item) => typeof item === 'object' && item !== null) : [];
}

function keyOf(key: unknown): CamelotKey | undefined {
  return typeof key === 'string' ? parseKey(key) : undefined;
}

function isProbability(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

/** Puts the stored value first, and scales the others if the sum would exceed 1. */
function likely<Value>(stored: Likely<Value>, candidates: readonly Likely<Value>[]): Likely<Value>[] {
  const others = candidates.filter(({ value, probability }) => value !== stored.value && probability > 0);
  let sum = 0;
  for (const { probability } of others) sum += probability;
  if (sum > 1 - stored.probability) {
    const scale = (1 - stored.probability) / sum;
    for (const other of others) other.probability *= scale;
  }
  return [stored, ...others];
}

function stateOf({ staged, missing, error }: Pick<TrackRecord, 'staged' | 'missing' | 'error'>): MixTrack['state'] {
  if (staged) return 'staged';
  if (missing) return 'missing';
  return error ? 'failed' : 'playable';
}
