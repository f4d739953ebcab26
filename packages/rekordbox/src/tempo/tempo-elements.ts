import type { DjGridAnchor } from '../model/dj-track.ts';
import { anchorAt } from '../time/anchor-at.ts';
import { beatsPerBar } from '../time/beats-per-bar.ts';
import { cleanGrid, LONGEST_S } from './clean-grid.ts';
import type { TempoElement } from './tempo-element.ts';

/** Farthest that a written beat may be from the grid, in seconds; less than 1 ms by more than any rounding error. */
const TOLERANCE_S = 0.001 - 1e-9;
/** A beat this early is a beat at 0. */
const NO_TIME_S = 1e-5;
/** Longest list; the longest genuine one has 1,436 elements. */
const MOST_ELEMENTS = 50_000;

/** The line of the last written element: where its beats are, as printed. */
interface PrintedLine {
  timeS: number;
  beatS: number;
  bpm: string;
  metre: string;
  /** Beat of the bar at `timeS`, from 0. */
  beat: number;
  /** Number of beats from `timeS` to the current anchor; negative if the line starts after it. */
  offset: number;
}

/**
 * Returns the TEMPO elements for a grid, in the time of the file.
 *
 * - The first is at the first beat from 0 on, also if the first anchor is later. Grids that start late fail on CDJs.
 * - No printed beat is more than 1 ms from the grid: as in Rekordbox, a new element starts where the printed line, with
 *   its rounded tempo, would leave it. One element per track would drift by 10 ms in five minutes.
 * - An anchor becomes an element unless the line before goes through its printed time.
 *
 * @param grid Anchors. Invalid ones are skipped.
 * @param durationS Length of the track; the grid continues to its end.
 */
export function tempoElements(grid: readonly DjGridAnchor[], durationS: number): TempoElement[] {
  const anchors = fromFirstBeat(cleanGrid(grid));
  const endS = Math.max(durationS <= LONGEST_S ? durationS : 0, anchors.at(-1)?.timeS ?? 0);
  const elements: TempoElement[] = [];
  let line: PrintedLine | undefined;
  for (const [i, anchor] of anchors.entries()) {
    const next = anchors[i + 1];
    const beats = next ? beatsBetween(anchor, next.timeS) : Math.floor(((endS - anchor.timeS) * anchor.bpm) / 60) + 1;
    if (line === undefined || !goesThrough(line, anchor)) line = write(elements, anchor, 0);
    for (let late = firstLateBeat(line, anchor, beats); late < beats; late = firstLateBeat(line, anchor, beats)) {
      line = write(elements, anchor, late);
      if (elements.length >= MOST_ELEMENTS) return elements;
    }
    if (elements.length >= MOST_ELEMENTS) return elements;
    line.offset += beats;
  }
  return elements;
}

/** Returns the number of beats from an anchor to the next; the next one counts anew. */
function beatsBetween({ timeS, bpm }: DjGridAnchor, nextS: number): number {
  return Math.max(1, Math.round(((nextS - timeS) * bpm) / 60));
}

/** Starts the grid at its first beat from 0 on, before or after the first anchor. */
function fromFirstBeat(anchors: readonly DjGridAnchor[]): DjGridAnchor[] {
  const governing = Math.max(
    0,
    anchors.findLastIndex(({ timeS }) => timeS < NO_TIME_S),
  );
  for (let i = governing; i < anchors.length; i++) {
    const first = firstBeat(anchors[i]);
    // another anchor may take over before that beat
    if (anchors[i + 1]?.timeS - first.timeS < 30 / first.bpm) continue;
    const isAdded = first.timeS < anchors[i].timeS - NO_TIME_S;
    return [first, ...anchors.slice(isAdded ? i : i + 1)];
  }
  return [];
}

function firstBeat(anchor: DjGridAnchor): DjGridAnchor {
  const moved = anchorAt(anchor, -Math.floor(((anchor.timeS + NO_TIME_S) * anchor.bpm) / 60));
  return { ...moved, timeS: Math.max(0, moved.timeS) };
}

/** Returns true if the line prints a beat at the anchor's printed time, with the same tempo and beat of the bar. */
function goesThrough(line: PrintedLine, { timeS, bpm, metre, beat }: DjGridAnchor): boolean {
  if (line.bpm !== bpm.toFixed(2) || line.metre !== metre) return false;
  const isInBar = modulo(line.beat + line.offset, beatsPerBar(metre)) === beat - 1;
  return isInBar && (line.timeS + line.offset * line.beatS).toFixed(3) === timeS.toFixed(3);
}

/** Returns the first beat from the anchor on that the line misses by more than the tolerance, at most `beats`. */
function firstLateBeat(line: PrintedLine, { timeS, bpm }: DjGridAnchor, beats: number): number {
  const drift = line.beatS - 60 / bpm;
  if (drift === 0) return beats;
  const errorAt = (beat: number) => line.timeS + line.offset * line.beatS - timeS + beat * drift;
  const limit = Math.sign(drift) * TOLERANCE_S;
  // at least one beat after the start of the line; rounding of the quotient may be a beat off
  let beat = Math.max(1 - line.offset, 0, Math.ceil((limit - errorAt(0)) / drift));
  while (beat < beats && Math.abs(errorAt(beat)) <= TOLERANCE_S) beat++;
  return Math.min(beat, beats);
}

function write(elements: TempoElement[], anchor: DjGridAnchor, beats: number): PrintedLine {
  const { timeS, metre, beat, ...moved } = anchorAt(anchor, beats);
  const [inizio, bpm] = [timeS.toFixed(3), moved.bpm.toFixed(2)];
  elements.push({ Inizio: inizio, Bpm: bpm, Metro: metre, Battito: String(beat) });
  return { timeS: Number(inizio), beatS: 60 / Number(bpm), bpm, metre, beat: beat - 1, offset: -beats };
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
