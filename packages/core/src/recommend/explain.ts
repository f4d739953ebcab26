import { type CamelotKey, formatKey, type KeyNotation, type KeyRelation } from '../keys/camelot.ts';
import { round } from '../tracks/round.ts';
import type { MixTrack } from './mix-track.ts';
import type { ScorePart, ScorePartName } from './score-parts.ts';
import type { Transition } from './transition.ts';
import { unsureKeys } from './unsure-keys.ts';

/** One fact behind the score of a transition. */
export interface TransitionReason {
  part: ScorePartName;
  /** The fact in a few words, without a full stop, e.g. "+2 % tempo" or "8A → 9A energy up". */
  text: string;
  /** `for` or `against` the mix, or `unsure` for data that is missing or uncertain. */
  effect: 'for' | 'against' | 'unsure';
}

/** Options of {@link explainTransition}. */
export interface ExplainOptions {
  /** Notation of keys. @default 'camelot' */
  keyNotation?: KeyNotation;
}

/** Facts of a rated transition that its reasons are made of. */
type Rated = Pick<Transition, 'parts' | 'keyRelation' | 'tempoRelation' | 'pitchPct'>;

/** Smallest value that speaks for a mix. */
const GOOD = 0.5;
/** Probability below which another tempo is more likely. */
const CERTAIN = 0.5;
/** Parts in the order in which a DJ asks for them. */
const ORDER: readonly ScorePartName[] = [
  'tempo',
  'key',
  'ann',
  'bass',
  'rhythm',
  'samples',
  'energy',
  'loudness',
  'tags',
];
/** Parts whose missing data is worth a word. */
const EXPECTED: readonly ScorePartName[] = ['tempo', 'key'];
const SHOWN_TAGS = 3;

/** Facts that a text is made of. */
interface Facts {
  transition: Rated;
  from: MixTrack;
  to: MixTrack;
  keyNotation: KeyNotation;
  value: number;
}

/**
 * Returns the facts behind a transition's score in words, such as "+2 % tempo", "8A → 9A energy up" or "bass alike
 * 0.83". Tempo and key come first. Parts without data are left out, but an unknown or uncertain tempo or key is named.
 * The percentage of the tempo is the change of the second player's pitch fader.
 */
export function explainTransition(
  transition: Rated,
  from: MixTrack,
  to: MixTrack,
  { keyNotation = 'camelot' }: ExplainOptions = {},
): TransitionReason[] {
  const parts = new Map(transition.parts.map((part) => [part.name, part]));
  return ORDER.flatMap((name) => {
    const part = parts.get(name);
    return part === undefined ? [] : partReasons(part, { transition, from, to, keyNotation, value: part.value });
  });
}

function partReasons({ name, value, confidence }: ScorePart, facts: Facts): TransitionReason[] {
  const unsure = (text: string): TransitionReason => ({ part: name, text, effect: 'unsure' });
  if (confidence === 0) return EXPECTED.includes(name) ? [unsure(`${LABELS[name]} unknown`)] : [];
  const text = TEXTS[name](facts);
  if (text === undefined) return [];
  const reasons: TransitionReason[] = [{ part: name, text, effect: value >= GOOD ? 'for' : 'against' }];
  if (isUncertain(name, facts)) reasons.push(unsure(`${LABELS[name]} uncertain`));
  return reasons;
}

function isUncertain(name: ScorePartName, { from, to }: Facts): boolean {
  if (name === 'key') return Object.values(unsureKeys(from, to)).includes(true);
  return name === 'tempo' && [from, to].some(({ tempos }) => (tempos[0]?.probability ?? 1) < CERTAIN);
}

const LABELS: Readonly<Partial<Record<ScorePartName, string>>> = { tempo: 'BPM', key: 'key' };

const TEXTS: Readonly<Record<ScorePartName, (facts: Facts) => string | undefined>> = {
  ann: ({ value }) => alike('sound', value),
  tempo: ({ transition: { pitchPct }, from, to }) => {
    if (pitchPct === undefined) return undefined;
    const change = round(pitchPct, Math.abs(pitchPct) < 10 ? 1 : 0);
    const ratio = to.tempos[0].value / from.tempos[0].value;
    const time = ratio > Math.SQRT2 ? ' at double time' : ratio < Math.SQRT1_2 ? ' at half time' : '';
    return `${change === 0 ? 'same tempo' : `${signed(change)} % tempo`}${time}`;
  },
  key: ({ transition: { keyRelation }, from, to, keyNotation }) => {
    const [a, b] = [from.keys[0]?.value, to.keys[0]?.value];
    if (a === undefined || b === undefined) return undefined;
    const move = `${formatKey(a, keyNotation)} → ${formatKey(b, keyNotation)}`;
    return keyRelation === 'same' ? `same key ${formatKey(a, keyNotation)}` : `${move} ${keyMove(keyRelation, a, b)}`;
  },
  bass: ({ value }) => alike('bass', value),
  rhythm: ({ value }) => alike('rhythm', value),
  samples: ({ value }) => `room for samples ${value.toFixed(2)}`,
  energy: ({ from, to }) => {
    const text = difference('energy', to.energy, from.energy, 2);
    return text && isEstimated([from, to]) ? `${text} (estimated from loudness)` : text;
  },
  loudness: ({ from, to }) => difference('loudness', to.loudnessLufs, from.loudnessLufs, 0, ' LU'),
  tags: ({ from, to }) => {
    const shared = from.tags.filter((tag) => to.tags.includes(tag));
    if (shared.length === 0) return 'no shared tags';
    const more = shared.length > SHOWN_TAGS ? ` and ${shared.length - SHOWN_TAGS} more` : '';
    return `shared tags: ${shared.slice(0, SHOWN_TAGS).join(', ')}${more}`;
  },
};

/** Returns true if the energy of a track is not stored: records of earlier versions have none. */
function isEstimated(tracks: readonly MixTrack[]): boolean {
  return tracks.some(({ energyConfidence = 1 }) => energyConfidence < 1);
}

function alike(what: string, value: number): string {
  return `${what} ${value >= GOOD ? 'alike' : 'differs'} ${value.toFixed(2)}`;
}

function difference(what: string, to: number | undefined, from: number | undefined, digits: number, unit = '') {
  if (to === undefined || from === undefined) return undefined;
  const change = round(to - from, digits);
  return change === 0 ? `same ${what}` : `${what} ${signed(change)}${unit}`;
}

/** Writes a number with its sign; a minus sign is as wide as a plus sign. */
function signed(change: number): string {
  return change > 0 ? `+${change}` : `−${Math.abs(change)}`;
}

function keyMove(relation: KeyRelation, from: CamelotKey, to: CamelotKey): string {
  switch (relation) {
    case 'neighbor': {
      const stepsUp = (Number.parseInt(to, 10) - Number.parseInt(from, 10) + 12) % 12;
      return stepsUp === 1 ? 'energy up' : 'energy down';
    }
    case 'relative':
      return to.endsWith('B') ? 'relative major' : 'relative minor';
    case 'energy-boost':
      return 'energy boost';
    case 'energy-raise':
      return 'a semitone up';
    case 'mood-to-major':
      return 'mood to major';
    case 'mood-to-minor':
      return 'mood to minor';
    default:
      return 'keys clash';
  }
}
