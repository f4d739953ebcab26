import type { DjGridAnchor } from '../model/dj-track.ts';
import { beatsPerBar } from './beats-per-bar.ts';

/** Returns an anchor moved along its own grid by a number of beats, back if it is negative. */
export function anchorAt(anchor: DjGridAnchor, beats: number): DjGridAnchor {
  if (beats === 0) return anchor;
  const bar = beatsPerBar(anchor.metre);
  const beat = (((anchor.beat - 1 + beats) % bar) + bar) % bar;
  return { ...anchor, timeS: anchor.timeS + (beats * 60) / anchor.bpm, beat: beat + 1 };
}
