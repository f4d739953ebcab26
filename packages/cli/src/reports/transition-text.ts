import {
  explainTransition,
  formatKey,
  hasWeight,
  type MixTrack,
  type ScorePartName,
  type ScoreWeights,
  type Transition,
  unsureKeys,
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
const PART_LABELS: Readonly<Record<ScorePartName, string>> = {
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
const MINUS = '−';
const UNKNOWN = '-';
const NO_DATA = 'unknown; it counts as average';

/** Returns a score 0..1 as text. */
export function scoreText(score: number): string {
  return score.toFixed(SCORE_DIGITS);
}

/** Returns the reasons for a mix in short, e.g. "+1.6 %, 8A→9A", or "-" if nothing is known. */
export function mixText(relations: Relations, tracks: MixedTracks, output: Notation): string {
  return [pitchText(relations), keysText(tracks, '→', output)].filter(Boolean).join(', ') || UNKNOWN;
}

/**
 * Lists every part of a score with its value and its reason, one per line.
 *
 * @param weights Weights of the score, if the list should mark the parts that do not count.
 */
export function explainMix(
  transition: Transition,
  { from, to }: MixedTracks,
  { keyNotation }: Notation,
  weights?: ScoreWeights,
): string[] {
  const isScored = weights !== undefined && hasWeight(weights);
  const reasons = explainTransition(transition, from, to, { keyNotation });
  const labels = transition.parts.map(({ name }) => PART_LABELS[name]);
  const width = Math.max(...labels.map((label) => label.length));
  return transition.parts.map(({ name, value, confidence }, i) => {
    const shown = confidence > 0 ? value.toFixed(PART_DIGITS) : UNKNOWN;
    const texts = reasons.filter(({ part }) => part === name).map(({ text }) => text.replace(` ${shown}`, ''));
    const reason = confidence > 0 ? texts.join(', ') : NO_DATA;
    const mark = isScored && weights[name] === 0 ? ' (weight 0)' : '';
    return `${labels[i].padEnd(width)}  ${shown.padEnd(2 + PART_DIGITS)}  ${reason}${mark}`.trimEnd();
  });
}

/** Returns the change of the pitch fader, e.g. "+1.6 %" or "+1.6 % 2x"; empty if a tempo is unknown. */
export function pitchText({ pitchPct, tempoRelation }: Pick<Transition, 'pitchPct' | 'tempoRelation'>): string {
  if (pitchPct === undefined) return '';
  const size = Math.abs(pitchPct);
  const rounded = Number(size.toFixed(size < 10 ? 1 : 0));
  const sign = rounded === 0 ? '±' : pitchPct > 0 ? '+' : MINUS;
  const times = { double: ' 2x', half: ' 1/2x', same: '', clash: '', unknown: '' }[tempoRelation];
  return `${sign}${rounded} %${times}`;
}

/** Returns both keys, each with a "?" if it is unsure or unknown; empty if both are unknown. */
function keysText({ from, to }: MixedTracks, arrow: string, { keyNotation = 'camelot' }: Notation): string {
  if (from.keys.length === 0 && to.keys.length === 0) return '';
  const unsure = unsureKeys(from, to);
  const text = ({ keys: [key] }: MixTrack, isUnsure: boolean) =>
    `${key === undefined ? '' : formatKey(key.value, keyNotation)}${isUnsure || key === undefined ? '?' : ''}`;
  return `${text(from, unsure.from)}${arrow}${text(to, unsure.to)}`;
}
