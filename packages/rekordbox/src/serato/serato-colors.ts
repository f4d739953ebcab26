import type { RgbColor } from '../model/dj-track.ts';

const SPLIT = 0x666666;
const NONE = 0x999999;
const WHITE_RANGE = 0x1000000;

/** Returns the track colour that Serato shows for a stored one; undefined for no colour. */
export function shownTrackColor(stored: number): RgbColor | undefined {
  const rgb = stored % WHITE_RANGE;
  const shown = rgb < SPLIT ? rgb + NONE + 1 : rgb - SPLIT;
  return shown === NONE || rgb === 0 ? undefined : shown;
}
