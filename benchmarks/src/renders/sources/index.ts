import type { ScoreSource } from '../piece.ts';
import { asap } from './asap.ts';
import { chorales } from './chorales.ts';
import { mma } from './mma.ts';
import { pop909 } from './pop909.ts';
import { airds, essen, nottingham, oneills, ryansMammoth } from './tunes.ts';
import { vgmidi } from './vgmidi.ts';

/** Collections of scores that `npm run make:renders` knows. */
export const SOURCES: readonly ScoreSource[] = [
  pop909,
  asap,
  vgmidi,
  nottingham,
  ryansMammoth,
  oneills,
  airds,
  essen,
  chorales,
  mma,
];
