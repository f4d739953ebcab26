import constants from './constants.json' with { type: 'json' };
import type { SlotGroup } from './slot.ts';
import { SPECTRAL_V1_SLOTS } from './slots.ts';

/** Measured values further than this many scales from the centre count as this far: nothing outvotes the rest. */
const CLIP = 3;

/**
 * What share of the squared length of a vector each group of slots has on average, in per cent. Within a group all slots weigh the
 * same. Chosen by retrieval on one half of a development corpus; every share may be changed by half with little effect.
 */
export const GROUP_SHARES: Readonly<Record<SlotGroup, number>> = {
  timbre: 14,
  texture: 12,
  spectrum: 12,
  dynamics: 10,
  loudness: 4,
  rhythm: 11,
  fluctuation: 8,
  harmony: 12,
  pitch: 8,
  tuning: 9,
};

/** The constants of one slot: the median of its values over music, and half the distance from the 16th to the 84th percentile. */
interface SlotConstants {
  name: string;
  center: number;
  scale: number;
}

const STANDARDS = SPECTRAL_V1_SLOTS.map(({ group }, i) => {
  const { center, scale }: SlotConstants = constants[i];
  const members = SPECTRAL_V1_SLOTS.filter((slot) => slot.group === group).length;
  return { center, scale, weight: Math.sqrt(GROUP_SHARES[group] / 100 / members) };
});

/** Turns measured values, one per slot, into a vector of the spectral-v1 space in place. Its length is near 1 for music. */
export function standardise(values: Float32Array): Float32Array {
  STANDARDS.forEach(({ center, scale, weight }, i) => {
    values[i] = weight * Math.max(-CLIP, Math.min(CLIP, (values[i] - center) / scale));
  });
  return values;
}
