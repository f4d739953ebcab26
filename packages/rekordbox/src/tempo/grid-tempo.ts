import type { DjGridAnchor } from '../model/dj-track.ts';

/** A beat grid as few parts of constant tempo. */
export interface GridTempo {
  /** Tempo of the longest part, in beats per minute; not rounded. */
  bpm: number;
  /** True if one tempo would leave a beat by more than 5 ms. */
  isDynamic: boolean;
  /** Largest distance of an anchor from `segments`, in milliseconds. */
  residualMs: number;
  segments: DjGridAnchor[];
}

/** Options of {@link gridTempo}. */
export interface GridTempoOptions {
  /** Length of the track, in seconds. The last tempo holds until there, which makes the regression exact. */
  durationS?: number;
}

/** Rekordbox rounds each anchor to a millisecond, so a constant tempo has many; a larger distance is a new tempo. */
const CONSTANT_MS = 5;
/** Distance within a part of a changing tempo: twice the rounding. */
const PART_MS = 2;
const SLOWEST_BPM = 20;
const FASTEST_BPM = 1000;
const MINUTE_MS = 60_000;

/** A beat of the grid: its number from the first anchor, and its time. */
interface Beat {
  number: number;
  ms: number;
}

/**
 * Fits a grid of many anchors by as few parts of constant tempo as possible. Anchors that were only added because times
 * are rounded to a millisecond become one part, whose tempo is the regression over all of them.
 *
 * @returns undefined if no anchor has a usable time and tempo.
 */
export function gridTempo(grid: readonly DjGridAnchor[], options: GridTempoOptions = {}): GridTempo | undefined {
  const anchors = usable(grid);
  if (anchors.length === 0) return undefined;
  const beats = knownBeats(anchors, options.durationS);
  const line = beats === undefined ? undefined : regression(beats);
  const residualMs = line && beats ? residualOf(line, beats) : Number.POSITIVE_INFINITY;
  if (line && residualMs <= CONSTANT_MS) {
    const first = { ...anchors[0], timeS: line.startMs / 1000, bpm: MINUTE_MS / line.beatMs };
    return { bpm: first.bpm, isDynamic: false, residualMs, segments: [first] };
  }
  const parts = fitParts(anchors, options.durationS);
  const longest = parts.reduce((best, part) => (part.lengthMs > best.lengthMs ? part : best));
  return {
    bpm: longest.segment.bpm,
    isDynamic: parts.length > 1,
    residualMs: parts.reduce((most, part) => Math.max(most, part.residualMs), 0),
    segments: parts.map(({ segment }) => segment),
  };
}

function usable(grid: readonly DjGridAnchor[]): DjGridAnchor[] {
  const anchors = grid
    .filter(({ timeS, bpm }) => Number.isFinite(timeS) && bpm >= SLOWEST_BPM && bpm <= FASTEST_BPM)
    .sort((a, b) => a.timeS - b.timeS);
  // of two anchors at one time, the last one holds
  return anchors.filter(({ timeS }, i) => anchors[i + 1]?.timeS !== timeS);
}

/**
 * Returns the beats that the anchors state: each anchor, and the last beat before the next one or before the end of the
 * track. Undefined if an anchor is off the beat of the one before it.
 */
function knownBeats(anchors: readonly DjGridAnchor[], durationS: number | undefined): Beat[] | undefined {
  const beats: Beat[] = [];
  let number = 0;
  for (const [i, { timeS, bpm }] of anchors.entries()) {
    const ms = timeS * 1000;
    const beatMs = MINUTE_MS / bpm;
    beats.push({ number, ms });
    const endMs = (anchors[i + 1]?.timeS ?? durationS ?? timeS) * 1000;
    const count = Math.round((endMs - ms) / beatMs);
    if (i + 1 < anchors.length && count === 0) return undefined;
    const last = i + 1 < anchors.length ? count - 1 : Math.floor((endMs - ms) / beatMs);
    if (last > 0) beats.push({ number: number + last, ms: ms + last * beatMs });
    number += count;
  }
  if (beats.length === 1) beats.push({ number: 1, ms: beats[0].ms + MINUTE_MS / anchors[0].bpm });
  return beats;
}

interface Line {
  startMs: number;
  beatMs: number;
}

/** Returns the line of least squares through the beats. */
function regression(beats: readonly Beat[]): Line | undefined {
  const count = beats.length;
  const meanNumber = beats.reduce((sum, { number }) => sum + number, 0) / count;
  const meanMs = beats.reduce((sum, { ms }) => sum + ms, 0) / count;
  let products = 0;
  let squares = 0;
  for (const { number, ms } of beats) {
    products += (number - meanNumber) * (ms - meanMs);
    squares += (number - meanNumber) ** 2;
  }
  const beatMs = products / squares;
  return beatMs > 0 ? { startMs: meanMs - beatMs * meanNumber, beatMs } : undefined;
}

function residualOf({ startMs, beatMs }: Line, beats: readonly Beat[]): number {
  return beats.reduce((most, { number, ms }) => Math.max(most, Math.abs(startMs + number * beatMs - ms)), 0);
}

interface Part {
  segment: DjGridAnchor;
  lengthMs: number;
  residualMs: number;
}

/** Extends each part as long as one tempo from its first anchor keeps every beat within {@link PART_MS}. */
function fitParts(anchors: readonly DjGridAnchor[], durationS: number | undefined): Part[] {
  const parts: Part[] = [];
  for (let first = 0; first < anchors.length; ) {
    const cone = new Cone(anchors[first]);
    let next = first;
    let end = anchors[first].timeS;
    for (; next < anchors.length; next++) {
      const following = anchors[next + 1];
      // the anchor of another part ends this one, so its own beats count up to there
      if (!cone.admit(anchors[next], following?.timeS ?? durationS)) break;
      end = following?.timeS ?? Math.max(durationS ?? 0, anchors[next].timeS);
    }
    const { bpm, residualMs } = cone.fit();
    parts.push({ segment: { ...anchors[first], bpm }, lengthMs: (end - anchors[first].timeS) * 1000, residualMs });
    first = Math.max(next, first + 1);
  }
  return parts;
}

/** Lengths of a beat that keep all admitted beats near a line from the first anchor. */
class Cone {
  readonly #first: DjGridAnchor;
  readonly #beats: Beat[] = [];
  #lowMs = 0;
  #highMs = Number.POSITIVE_INFINITY;
  #number = 0;

  constructor(first: DjGridAnchor) {
    this.#first = first;
  }

  /** Adds an anchor with the beats up to the next one; returns false, and adds none, if no tempo fits them all. */
  admit(anchor: DjGridAnchor, untilS: number | undefined): boolean {
    const startMs = (anchor.timeS - this.#first.timeS) * 1000;
    const beatMs = MINUTE_MS / anchor.bpm;
    const lengthMs = Math.max(0, ((untilS ?? anchor.timeS) - anchor.timeS) * 1000);
    const count = Math.round(lengthMs / beatMs);
    const last = Math.max(0, count - 1);
    const beats = [
      { number: this.#number, ms: startMs },
      { number: this.#number + last, ms: startMs + last * beatMs },
    ].filter(({ number }) => number > 0);
    if (anchor !== this.#first && this.#number === 0) return false;
    let [low, high] = [this.#lowMs, this.#highMs];
    for (const { number, ms } of beats) {
      low = Math.max(low, (ms - PART_MS) / number);
      high = Math.min(high, (ms + PART_MS) / number);
    }
    if (low > high) return false;
    [this.#lowMs, this.#highMs] = [low, high];
    this.#beats.push(...beats);
    this.#number += count;
    return true;
  }

  /** Returns the tempo through the first anchor nearest to all beats. */
  fit(): { bpm: number; residualMs: number } {
    if (this.#beats.length === 0) return { bpm: this.#first.bpm, residualMs: 0 };
    let products = 0;
    let squares = 0;
    for (const { number, ms } of this.#beats) {
      products += number * ms;
      squares += number ** 2;
    }
    const beatMs = Math.min(this.#highMs, Math.max(this.#lowMs, products / squares));
    return { bpm: MINUTE_MS / beatMs, residualMs: residualOf({ startMs: 0, beatMs }, this.#beats) };
  }
}
