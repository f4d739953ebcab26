import type { CamelotKey } from '../keys/camelot.ts';
import { numberFrom, type OptionRule, optionRules } from '../options/check-options.ts';
import { keyClashes, keyIndex } from '../recommend/key-value.ts';
import type { Likely, MixTrack } from '../recommend/mix-track.ts';
import { pitchChange } from '../recommend/transition.ts';
import { tempoRelation } from '../tempos/tempo-relation.ts';

/**
 * Hard rules of a transition. A missing rule allows everything, and so does missing data. If tempos or keys are
 * uncertain, a mix breaks a rule if the likeliest of them break it, and if that is more probable than the opposite.
 */
export interface TransitionRules {
  /** Largest change of the pitch fader, in percent. The next track may play at half or double time. */
  maxPitchPct?: number;
  /** Forbids mixes at half or double time. @default false */
  noDoubletime?: boolean;
  /** Forbids keys that clash by the Camelot rules. @default false */
  keysMustMix?: boolean;
  /** Largest difference in loudness, in LU. */
  maxLoudnessLu?: number;
}

export const TRANSITION_RULES = {
  maxPitchPct: numberFrom(0),
  noDoubletime: optionRules.flag,
  keysMustMix: optionRules.flag,
  maxLoudnessLu: numberFrom(0),
} satisfies Record<keyof TransitionRules, OptionRule>;

/** Tolerance for binary rounding, so that a value exactly at a limit is accepted. */
const ROUNDING = 1e-6;

/** A rule that a transition breaks. */
export interface BrokenRule {
  constraint: keyof TransitionRules;
  /** Limit, and the value of the transition, in percent or LU. */
  wanted?: number;
  found?: number;
}

/** Returns true if a rule may forbid something. */
export function hasRules({ maxPitchPct, noDoubletime, keysMustMix, maxLoudnessLu }: TransitionRules): boolean {
  return maxPitchPct !== undefined || maxLoudnessLu !== undefined || noDoubletime === true || keysMustMix === true;
}

/** Returns the rules that a transition breaks. */
export function brokenRules(from: MixTrack, to: MixTrack, rules: TransitionRules): BrokenRule[] {
  const broken: BrokenRule[] = [];
  const { maxPitchPct, noDoubletime = false, keysMustMix, maxLoudnessLu } = rules;
  if (maxPitchPct !== undefined) {
    const change = (a: number, b: number) => pitchPct(a, b, noDoubletime);
    if (isLikely(from.tempos, to.tempos, (a, b) => change(a, b) > maxPitchPct + ROUNDING)) {
      const found = change(from.tempos[0].value, to.tempos[0].value);
      broken.push({ constraint: 'maxPitchPct', wanted: maxPitchPct, found });
    }
  }
  if (noDoubletime && isLikely(from.tempos, to.tempos, isDoubletime)) broken.push({ constraint: 'noDoubletime' });
  if (keysMustMix && isLikely(from.keys, to.keys, clashes)) broken.push({ constraint: 'keysMustMix' });
  if (maxLoudnessLu !== undefined && from.loudnessLufs !== undefined && to.loudnessLufs !== undefined) {
    const found = Math.abs(to.loudnessLufs - from.loudnessLufs);
    if (found > maxLoudnessLu + ROUNDING) broken.push({ constraint: 'maxLoudnessLu', wanted: maxLoudnessLu, found });
  }
  return broken;
}

/** Returns the fader change in percent that brings `to` to the tempo of `from`, without its sign. */
function pitchPct(from: number, to: number, noDoubletime: boolean): number {
  return Math.abs(noDoubletime ? 100 * (from / to - 1) : pitchChange(from, to));
}

function isDoubletime(from: number, to: number): boolean {
  // most tempos are near each other, and need no closer look
  if (to < 1.5 * from && from < 1.5 * to) return false;
  const relation = tempoRelation(from, to);
  return relation === 'half' || relation === 'double';
}

function clashes(from: CamelotKey, to: CamelotKey): boolean {
  const [a, b] = [keyIndex(from), keyIndex(to)];
  return a !== undefined && b !== undefined && keyClashes(a, b);
}

/** Returns true if a statement holds for the likeliest values of uncertain facts, and probably for the true ones. */
function isLikely<Value>(
  from: readonly Likely<Value>[],
  to: readonly Likely<Value>[],
  holds: (a: Value, b: Value) => boolean,
): boolean {
  if (from.length === 0 || to.length === 0 || !holds(from[0].value, to[0].value)) return false;
  const half = (sumOf(from) * sumOf(to)) / 2;
  // the likeliest values often decide alone
  if (from[0].probability * to[0].probability > half) return true;
  let yes = 0;
  for (const a of from) for (const b of to) if (holds(a.value, b.value)) yes += a.probability * b.probability;
  return yes > half;
}

function sumOf(values: readonly Likely<unknown>[]): number {
  let sum = 0;
  for (const { probability } of values) sum += probability;
  return sum;
}
