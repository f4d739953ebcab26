import { dynamicsSlots } from './dynamics.ts';
import { fluctuationSlots } from './fluctuation.ts';
import { harmonySlots } from './harmony.ts';
import { rhythmSlots } from './rhythm.ts';
import type { Slot } from './slot.ts';
import { spectrumSlots } from './spectrum.ts';
import { timbreSlots } from './timbre.ts';

/** Name, group, unit and meaning of every element of a spectral-v1 vector, in order. */
export const SPECTRAL_V1_SLOTS: readonly Slot[] = [
  ...timbreSlots,
  ...spectrumSlots,
  ...dynamicsSlots,
  ...rhythmSlots,
  ...fluctuationSlots,
  ...harmonySlots,
];
