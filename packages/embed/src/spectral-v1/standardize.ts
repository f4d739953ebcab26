import constants from './constants.json' with { type: 'json' };
import type { SlotGroup } from './slot.ts';
import { SPECTRAL_V1_SLOTS } from './slots.ts';

/** Largest distance from the centre in scales, so that no slot dominates. */
const CLIP = 3;

/**
 * Average share of each group in the squared length of a vector, in per cent. Slots of a group have equal weights. The
 * shares were chosen by retrieval on one half of a development corpus. Changing a share by half has little effect.
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

/** Median of a slot's values over music, and half the distance from the 16th to the 84th percentile. */
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

/** Converts measured values, one per slot, to a spectral-v1 vector in place. Its length is about 1 for music. */
export function standardize(values: Float32Array): Float32Array {
  STANDARDS.forEach(({ center, scale, weight }, i) => {
    values[i] = weight * Math.max(-CLIP, Math.min(CLIP, (values[i] - center) / scale));
  });
  return values;
}
