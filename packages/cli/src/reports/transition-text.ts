import {
  type CamelotKey,
  formatKey,
  type KeyNotation,
  type KeyRelation,
  type Likely,
  type MixTrack,
  type ScorePart,
  type ScorePartName,
  type Transition,
} from '@rbassist/core';
import type { Output } from '../output/output.ts';
import type { Column } from '../output/table.ts';

/** Two tracks in playing order. */
export interface MixedTracks {
  from: MixTrack;
  to: MixTrack;
}

type Notation = Pick<Output, 'keyNotation'>;
type Relations = Pick<Transition, 'keyRelation' | 'tempoRelation' | 'pitchPct'>;

/** Names of the parts of a score, for people. */
export const PART_LABELS: Readonly<Record<ScorePartName, string>> = {
  ann: 'Sound',
  tempo: 'Tempo',
  key: 'Key',
  bass: 'Bass line',
  rhythm: 'Rhythm',
  samples: 'Sample room',
  energy: 'Energy',
  loudness: 'Loudness',
  tags: 'Tags',
};

/** Columns of a score, and of the short reasons for it, in tables. */
export const SCORE_COLUMN: Column = { heading: 'Score', align: 'right' };
export const MIX_COLUMN: Column = { heading: 'Mix' };

const SCORE_DIGITS = 3;
const PART_DIGITS = 2;
/** Probability below which a value has a "?", as the BPM of other tables. */
const CERTAIN = 0.5;
const MINUS = '−';
const UNKNOWN = '-';

/** Returns a score 0..1 as text. */
export function scoreText(score: number): string {
  return score.toFixed(SCORE_DIGITS);
}

/** Returns the reasons for a mix in short, e.g. "+1.6 %, 8A→9A", or "-" if nothing is known. */
export function mixText(relations: Relations, tracks: MixedTracks, output: Notation): string {
  return [pitchText(relations), keysText(tracks, '→', output)].filter(Boolean).join(', ') || UNKNOWN;
}

/** Lists every part of a score with its value and its reason, one per line. */
export function explainMix(transition: Transition, tracks: MixedTracks, output: Notation): string[] {
  const labels = transition.parts.map(({ name }) => PART_LABELS[name]);
  const width = Math.max(...labels.map((label) => label.length));
  return transition.parts.map((part, i) => {
    const value = part.confidence > 0 ? part.value.toFixed(PART_DIGITS) : UNKNOWN;
    const reason = part.confidence > 0 ? REASONS[part.name]({ part, transition, output, ...tracks }) : '';
    const text = reason || (part.confidence > 0 ? '' : 'unknown, so it counts as average');
    return `${labels[i].padEnd(width)}  ${value.padEnd(2 + PART_DIGITS)}  ${text}${doubtText(part)}`.trimEnd();
  });
}

const KEY_WORDS: Readonly<Record<KeyRelation, string>> = {
  same: 'same key',
  neighbor: 'next on the Camelot wheel',
  relative: 'relative major or minor',
  'energy-raise': 'raises the energy',
  'energy-boost': 'boosts the energy',
  'mood-to-major': 'brighter mood',
  'mood-to-minor': 'darker mood',
  unknown: 'unknown',
  clash: 'keys clash',
};

/** A part of a score, with the facts that explain it. */
interface Explained extends MixedTracks {
  part: ScorePart;
  transition: Transition;
  output: Notation;
}

const REASONS: Readonly<Record<ScorePartName, (mix: Explained) => string>> = {
  ann: () => '',
  tempo: ({ from, to, transition }) =>
    [
      `${likelyText(from.tempos[0], bpmText)} → ${likelyText(to.tempos[0], bpmText)} BPM`,
      pitchText(transition) && `pitch ${pitchText(transition)}`,
    ]
      .filter(Boolean)
      .join(', '),
  key: ({ transition, output, ...tracks }) =>
    `${keysText(tracks, ' → ', output)}, ${KEY_WORDS[transition.keyRelation]}`,
  bass: () => '',
  rhythm: () => '',
  samples: () => '',
  energy: ({ from, to }) => {
    if (from.energy === undefined || to.energy === undefined) return '';
    const [a, b] = [from.energy.toFixed(PART_DIGITS), to.energy.toFixed(PART_DIGITS)];
    return `${a} → ${b}${a === b ? '' : to.energy > from.energy ? ', up' : ', down'}`;
  },
  loudness: ({ from, to }) => {
    if (from.loudnessLufs === undefined || to.loudnessLufs === undefined) return '';
    const change = to.loudnessLufs - from.loudnessLufs;
    const difference = Math.abs(change).toFixed(1);
    return difference === '0.0' ? 'equally loud' : `${difference} dB ${change > 0 ? 'louder' : 'quieter'}`;
  },
  tags: ({ from, to }) => {
    const shared = from.tags.filter((tag) => to.tags.includes(tag));
    return shared.length === 0 ? 'none in common' : `both ${shared.join(', ')}`;
  },
};

/** Returns the change of the pitch fader, e.g. "+1.6 %" or "+1.6 % 2x"; empty if a tempo is unknown. */
export function pitchText({ pitchPct, tempoRelation }: Pick<Transition, 'pitchPct' | 'tempoRelation'>): string {
  if (pitchPct === undefined) return '';
  const size = Math.abs(pitchPct);
  const rounded = Number(size.toFixed(size < 10 ? 1 : 0));
  const sign = rounded === 0 ? '±' : pitchPct > 0 ? '+' : MINUS;
  const times = { double: ' 2x', half: ' 1/2x', same: '', clash: '', unknown: '' }[tempoRelation];
  return `${sign}${rounded} %${times}`;
}

function keysText({ from, to }: MixedTracks, arrow: string, { keyNotation = 'camelot' }: Notation): string {
  const [a, b] = [from.keys[0], to.keys[0]];
  if (a === undefined && b === undefined) return '';
  return [a, b].map((key) => likelyText(key, (value) => keyIn(value, keyNotation))).join(arrow);
}

function keyIn(key: CamelotKey, notation: KeyNotation): string {
  return formatKey(key, notation);
}

function bpmText(bpm: number): string {
  return String(Number(bpm.toFixed(1)));
}

/** Returns a value as text, with a "?" if another value is more likely than this one. */
function likelyText<Value>(likely: Likely<Value> | undefined, text: (value: Value) => string): string {
  if (likely === undefined) return '?';
  return `${text(likely.value)}${likely.probability < CERTAIN ? '?' : ''}`;
}

function doubtText({ confidence }: ScorePart): string {
  const percent = Math.round(100 * confidence);
  return percent > 0 && percent < 100 ? ` (${percent} % sure)` : '';
}
