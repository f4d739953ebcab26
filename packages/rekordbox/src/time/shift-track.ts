import type { DjGridAnchor, DjMark, DjTrack } from '../model/dj-track.ts';
import { anchorAt } from './anchor-at.ts';

/** Less than a sample: a beat this early is a beat at 0. */
const NO_TIME_S = 1e-5;

/**
 * Moves the grid and the marks of a track to another program's time.
 *
 * - A grid that would start before 0 starts at its first beat from 0 on, in the same phase.
 * - A mark that would start before 0 starts at 0. A loop keeps its end.
 *
 * @param seconds Seconds to add; see {@link clockShiftS}.
 */
export function shiftTrack(track: DjTrack, seconds: number): DjTrack {
  if (seconds === 0 || !Number.isFinite(seconds)) return track;
  return {
    ...track,
    grid: fromZero(track.grid.map((anchor) => ({ ...anchor, timeS: anchor.timeS + seconds }))),
    marks: track.marks.map((mark) => shiftMark(mark, seconds)),
  };
}

function shiftMark(mark: DjMark, seconds: number): DjMark {
  const startS = Math.max(0, mark.startS + seconds);
  return { ...mark, startS, endS: mark.endS === null ? null : Math.max(startS, mark.endS + seconds) };
}

function fromZero(anchors: DjGridAnchor[]): DjGridAnchor[] {
  let governing = anchors.findLastIndex((anchor) => anchor.timeS < NO_TIME_S);
  if (governing < 0) return anchors;
  while (governing < anchors.length) {
    const moved = firstBeat(anchors[governing] as DjGridAnchor);
    const next = anchors[governing + 1];
    if (next === undefined || moved.timeS < next.timeS - 30 / moved.bpm)
      return [moved, ...anchors.slice(governing + 1)];
    governing += 1;
  }
  return anchors;
}

function firstBeat(anchor: DjGridAnchor): DjGridAnchor {
  const { timeS, bpm } = anchor;
  if (timeS >= 0) return anchor;
  const beats = timeS > -NO_TIME_S || !(bpm > 0) ? 0 : Math.ceil((-timeS - NO_TIME_S) * (bpm / 60));
  const moved = anchorAt(anchor, beats);
  return { ...moved, timeS: Math.max(0, moved.timeS) };
}
