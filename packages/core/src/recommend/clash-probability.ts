import { type TempoMatchOptions, tempoRanges } from '../tempos/tempo-relation.ts';
import { clashingKeys } from './key-clash.ts';
import { KEYS } from './key-value.ts';
import type { LikelyColumn } from './mix-table.ts';
import type { MixTrack } from './mix-track.ts';

/** A track is removed only if the probability of a clash is larger. */
const REMOVES_FROM = 0.5 + 1e-9;

/**
 * Returns a function that tells for the track at a position if its tempo probably clashes with that of every seed: if
 * the probability, summed over the likely tempos of both, is above 0.5. The unlisted rest counts as no clash.
 */
export function tempoClash(
  seeds: readonly MixTrack[],
  column: LikelyColumn,
  options: TempoMatchOptions,
): (position: number) => boolean {
  const perSeed = seeds.map((seed) => column.values.map(tempoClashes(seed, options)));
  return clashesWithAll(perSeed, column);
}

/** Returns the probability that a tempo clashes with that of a seed. */
function tempoClashes({ tempos }: MixTrack, options: TempoMatchOptions): (bpm: number) => number {
  const ranges = tempos.map(({ value }) => tempoRanges(value, options));
  const perTempo = ranges[0]?.length ?? 0;
  const from = Float64Array.from(ranges.flat(), (range) => range.from);
  const to = Float64Array.from(ranges.flat(), (range) => range.to);
  const probabilities = Float64Array.from(tempos, ({ probability }) => probability);
  return (bpm) => {
    let clash = 0;
    for (let i = 0; i < probabilities.length; i++) {
      let at = i * perTempo;
      const end = at + perTempo;
      while (at < end && (bpm < from[at] || bpm > to[at])) at++;
      if (at === end) clash += probabilities[i];
    }
    return clash;
  };
}

/** Does for keys what {@link tempoClash} does for tempos, by the Camelot rules or a number of steps. */
export function keyClash(
  seeds: readonly MixTrack[],
  column: LikelyColumn,
  keyDistance: number | undefined,
): (position: number) => boolean {
  const perSeed = seeds.map(({ keys }) => {
    const clashes = new Float64Array(KEYS);
    for (const { value, probability } of keys) {
      for (const [number, clash] of clashingKeys(value, keyDistance).entries()) clashes[number] += clash * probability;
    }
    return column.values.map((number) => clashes[number]);
  });
  return clashesWithAll(perSeed, column);
}

/** @param perSeed For each seed, the probability of a clash with each value of the column. */
function clashesWithAll(
  perSeed: readonly Float64Array[],
  { starts, ids, probabilities }: LikelyColumn,
): (position: number) => boolean {
  return (position) => {
    const start = starts[position];
    const end = starts[position + 1];
    for (let seed = 0; seed < perSeed.length; seed++) {
      const clashes = perSeed[seed];
      let clash = 0;
      let rest = 1;
      // most tracks are decided by their first value
      for (let at = start; at < end && clash <= REMOVES_FROM && clash + rest > REMOVES_FROM; at++) {
        clash += probabilities[at] * clashes[ids[at]];
        rest -= probabilities[at];
      }
      if (clash <= REMOVES_FROM) return false;
    }
    return true;
  };
}
