import { CERTAIN_KEY, formatKey, type MixTrack } from '@rbassist/core';
import type { Output } from '../output/output.ts';

/** Probability below which another BPM is likelier, so that a "?" follows. */
const CERTAIN_BPM = 0.5;
const NOTHING = '-';

/** Returns the likeliest BPM of a track, with a "?" if it is uncertain; "-" if it is unknown. */
export function likelyBpmText(track: Pick<MixTrack, 'tempos'> | undefined): string {
  const best = track?.tempos[0];
  return best === undefined ? NOTHING : `${Number(best.value.toFixed(2))}${doubt(best, CERTAIN_BPM)}`;
}

/** Returns the likeliest key of a track in the chosen notation, with a "?" if it is uncertain; "-" if it is unknown. */
export function likelyKeyText(
  track: Pick<MixTrack, 'keys'> | undefined,
  { keyNotation = 'camelot' }: Pick<Output, 'keyNotation'>,
): string {
  const best = track?.keys[0];
  return best === undefined ? NOTHING : `${formatKey(best.value, keyNotation)}${doubt(best, CERTAIN_KEY)}`;
}

function doubt({ probability }: { probability: number }, certain: number): string {
  return probability < certain ? '?' : '';
}
