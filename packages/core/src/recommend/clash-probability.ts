import { type TempoMatchOptions, tempoRanges } from '../tempos/tempo-relation.ts';
import { clashingKeys } from './key-clash.ts';
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
  const perSeed = seeds.map(({ tempos }) => {
    const likely = tempos.map(({ value, probability }) => ({ probability, ranges: tempoRanges(value, options) }));
    return (bpm: number): number => {
      let clash = 0;
      for (const { probability, ranges } of likely) {
        let matches = false;
        for (const { from, to } of ranges) if (bpm >= from && bpm <= to) matches = true;
        if (!matches) clash += probability;
      }
      return clash;
    };
  });
  return clashesWithAll(perSeed, column);
}

/** Does for keys what {@link tempoClash} does for tempos, by the Camelot rules or a number of steps. */
export function keyClash(
  seeds: readonly MixTrack[],
  column: LikelyColumn,
  keyDistance: number | undefined,
): (position: number) => boolean {
  const perSeed = seeds.map(({ keys }) => {
    const clashes = new Float64Array(24);
    for (const { value, probability } of keys) {
      for (const [number, clash] of clashingKeys(value, keyDistance).entries()) clashes[number] += clash * probability;
    }
    return (number: number): number => clashes[number];
  });
  return clashesWithAll(perSeed, column);
}

function clashesWithAll(
  perSeed: readonly ((value: number) => number)[],
  { starts, values, probabilities }: LikelyColumn,
): (position: number) => boolean {
  return (position) => {
    const [start, end] = [starts[position], starts[position + 1]];
    for (const clashOf of perSeed) {
      let clash = 0;
      for (let at = start; at < end; at++) clash += probabilities[at] * clashOf(values[at]);
      if (clash <= REMOVES_FROM) return false;
    }
    return true;
  };
}
