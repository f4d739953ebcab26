import { beatsPerBar, type DjGridAnchor } from '@rbassist/rekordbox';
import { quantile } from './quantile.ts';

/** Distance of two beat grids of one track. */
export interface GridDistance {
  /** Median of our beat minus their beat, in milliseconds; from minus to plus half a beat. */
  offsetMs: number;
  /** Largest deviation from `offsetMs` within the track, in milliseconds. */
  driftMs: number;
  /** Length of a beat of theirs, in milliseconds. */
  beatMs: number;
  /** Our beat of the bar minus theirs, from 0, at their usual beats. */
  beatsOff: number;
  beatsPerBar: number;
}

/** Places in the track at which the grids are compared. */
const PLACES = 48;
const FEWEST_BEATS = 8;

interface Beat {
  timeS: number;
  periodS: number;
  beat: number;
  metre: number;
}

/**
 * Compares two grids at beats all over the track. Both times must be of the same program.
 *
 * @returns null if one is empty, or if the track is too short.
 */
export function compareGrids(
  ours: readonly DjGridAnchor[],
  theirs: readonly DjGridAnchor[],
  durationS: number,
): GridDistance | null {
  const [first] = theirs;
  if (!first || ours.length === 0 || !(first.bpm > 0)) return null;
  const fromS = Math.max(0, first.timeS);
  const beatS = 60 / first.bpm;
  if (!(durationS - fromS >= FEWEST_BEATS * beatS)) return null;
  const stepS = (durationS - fromS) / PLACES;
  const pairs = Array.from({ length: PLACES }, (_, place) => {
    const their = nearestBeat(theirs, fromS + place * stepS);
    return { their, our: nearestBeat(ours, their.timeS) };
  });
  const offsets = wrapped(
    pairs.map(({ our, their }) => our.timeS - their.timeS),
    beatS,
  );
  const offset = quantile(offsets, 0.5);
  const { metre } = pairs[0].their;
  const off = pairs.map(({ our, their }) => (((our.beat - their.beat) % metre) + metre) % metre);
  return {
    offsetMs: wrap(offset, beatS) * 1000,
    driftMs: offsets.reduce((most, value) => Math.max(most, Math.abs(value - offset)), 0) * 1000,
    beatMs: beatS * 1000,
    beatsOff: mostFrequent(off),
    beatsPerBar: metre,
  };
}

function nearestBeat(grid: readonly DjGridAnchor[], timeS: number): Beat {
  let at = grid.findLastIndex((anchor) => anchor.timeS <= timeS);
  if (at < 0) at = 0;
  const anchor = grid[at];
  const next = grid[at + 1];
  const periodS = 60 / anchor.bpm;
  const count = Math.round((timeS - anchor.timeS) / periodS);
  const beatS = anchor.timeS + count * periodS;
  if (next && beatS > next.timeS - periodS / 2) return beatOf(next, 0);
  return { ...beatOf(anchor, count), timeS: beatS };
}

function beatOf({ timeS, bpm, metre, beat }: DjGridAnchor, count: number): Beat {
  const bar = beatsPerBar(metre);
  return { timeS, periodS: 60 / bpm, beat: ((((beat - 1 + count) % bar) + bar) % bar) + 1, metre: bar };
}

/** Moves offsets by whole beats, so that grids half a beat apart do not jump between both sides. */
function wrapped(offsets: readonly number[], beatS: number): number[] {
  let sine = 0;
  let cosine = 0;
  for (const offset of offsets) {
    sine += Math.sin((2 * Math.PI * offset) / beatS);
    cosine += Math.cos((2 * Math.PI * offset) / beatS);
  }
  const centre = (Math.atan2(sine, cosine) / (2 * Math.PI)) * beatS;
  return offsets.map((offset) => centre + wrap(offset - centre, beatS));
}

/** Returns an offset from minus half a beat to plus half a beat. */
export function wrap(offset: number, beat: number): number {
  return offset - beat * Math.round(offset / beat);
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}
