import type { DjGridAnchor } from '../model/dj-track.ts';
import { beatsPerBar } from '../time/beats-per-bar.ts';

/** Range of tempos that Rekordbox can show; others would make a grid of millions of beats, or of none. */
const SLOWEST_BPM = 1;
const FASTEST_BPM = 999.99;
/** Longest track that a grid covers, in seconds; a longer one keeps its anchors only. */
export const LONGEST_S: number = 48 * 3600;
/** Anchors nearer than this are one. */
const SAME_PLACE_S = 0.001;
const METRE = /^([1-9]\d?)\/([1-9]\d?)$/;

/** Returns the usable anchors in order of time. Of two at one place, the later in the list stays. */
export function cleanGrid(grid: readonly DjGridAnchor[]): DjGridAnchor[] {
  const usable = grid.filter(isUsable).map(cleanAnchor);
  usable.sort((a, b) => a.timeS - b.timeS);
  return usable.filter((anchor, i) => !(usable[i + 1]?.timeS - anchor.timeS < SAME_PLACE_S));
}

function isUsable({ timeS, bpm }: DjGridAnchor): boolean {
  return Math.abs(timeS) <= LONGEST_S && bpm >= SLOWEST_BPM && bpm <= FASTEST_BPM;
}

function cleanAnchor({ timeS, bpm, metre, beat }: DjGridAnchor): DjGridAnchor {
  const known = METRE.test(metre) ? metre : '4/4';
  const isInBar = Number.isInteger(beat) && beat >= 1 && beat <= beatsPerBar(known);
  return { timeS, bpm, metre: known, beat: isInBar ? beat : 1 };
}
