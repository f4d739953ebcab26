import { channelsOf, DEFAULT_MARK_COLORS, isRgbColor } from '../colors/track-colors.ts';
import type { DjMark } from '../model/dj-track.ts';
import { cleanAttribute } from '../text/clean-attribute.ts';
import { MARK_TYPES, type PositionMark } from './position-mark.ts';

/** Most marks that Rekordbox keeps for a track; loops count too. */
export const MARK_LIMITS = { hot: 16, memory: 10 } as const;

/**
 * Form in which cues are written.
 *
 * - `stored`: Each as it is: on its pad, or as a memory cue.
 * - `hot`: All on pads. Memory cues get the free pads, the earliest first.
 * - `memory`: All as memory cues.
 * - `both`: Each on a pad and as a memory cue.
 */
export type CueWriting = (typeof CUE_WRITINGS)[number];

/** Every {@link CueWriting}. */
export const CUE_WRITINGS = ['stored', 'hot', 'memory', 'both'] as const;

/** A mark that is not written, and the limit that it exceeds. */
export interface LeftOutMark {
  mark: DjMark;
  reason: 'hot' | 'memory' | 'no-time';
}

/** Marks of a track as Rekordbox writes them. */
export interface PositionMarks {
  /** Hot marks by pad, then memory marks by time. */
  marks: PositionMark[];
  leftOut: LeftOutMark[];
}

const MEMORY = '-1';

/**
 * Returns the POSITION_MARK elements of a track. Two marks on one pad both stay: the second gets the first free pad.
 *
 * @param marks Marks in the time of the file.
 */
export function positionMarks(marks: readonly DjMark[], cues: CueWriting = 'stored'): PositionMarks {
  const usable = marks.filter(({ startS }) => Number.isFinite(startS));
  const leftOut: LeftOutMark[] = marks
    .filter(({ startS }) => !Number.isFinite(startS))
    .map((mark) => ({ mark, reason: 'no-time' }));
  const byTime = [...usable].sort((a, b) => a.startS - b.startS);
  const asHot = cues === 'memory' ? [] : byTime.filter(({ pad }) => cues !== 'stored' || pad !== null);
  const asMemory = cues === 'hot' ? [] : byTime.filter(({ pad }) => cues !== 'stored' || pad === null);
  const hot = onPads(asHot);
  const memory = cues === 'both' ? withoutRepeats(asMemory) : asMemory;
  const onPad = new Set(hot.values());
  for (const mark of asHot) if (!onPad.has(mark)) leftOut.push({ mark, reason: 'hot' });
  for (const mark of memory.slice(MARK_LIMITS.memory)) leftOut.push({ mark, reason: 'memory' });
  const pads = [...hot].sort(([a], [b]) => a - b);
  const kept = memory.slice(0, MARK_LIMITS.memory);
  return {
    marks: [...pads.map(([pad, mark]) => element(mark, pad)), ...kept.map((mark) => element(mark, null))],
    leftOut,
  };
}

/** Gives each mark a pad: its own, else the first free one. */
function onPads(marks: readonly DjMark[]): Map<number, DjMark> {
  const pads = new Map<number, DjMark>();
  const others: DjMark[] = [];
  for (const mark of marks) {
    if (isPad(mark.pad) && !pads.has(mark.pad)) pads.set(mark.pad, mark);
    else others.push(mark);
  }
  // a cue that had a pad before one that had none
  others.sort((a, b) => Number(a.pad === null) - Number(b.pad === null));
  let next = 0;
  for (let pad = 0; pad < MARK_LIMITS.hot && next < others.length; pad++) {
    if (!pads.has(pad)) pads.set(pad, others[next++]);
  }
  return pads;
}

function isPad(pad: number | null): pad is number {
  return Number.isInteger(pad) && Number(pad) >= 0 && Number(pad) < MARK_LIMITS.hot;
}

/** Drops a mark at the place of another, since a hot and a memory cue often share one. */
function withoutRepeats(marks: readonly DjMark[]): DjMark[] {
  const places = new Map<string, DjMark>();
  for (const mark of marks) {
    const place = `${mark.kind} ${seconds(mark.startS)}`;
    const known = places.get(place);
    if (known === undefined || (known.pad !== null && mark.pad === null)) places.set(place, mark);
  }
  return [...places.values()];
}

function element(mark: DjMark, pad: number | null): PositionMark {
  const { kind, startS, endS, color, name } = mark;
  const start = seconds(startS);
  const end = kind === 'loop' && endS !== null && Number.isFinite(endS) ? seconds(endS) : start;
  const isLoop = Number(end) > Number(start);
  const rgb = isRgbColor(color) ? color : DEFAULT_MARK_COLORS[isLoop ? 'loop' : 'hotCue'];
  const [red, green, blue] = channelsOf(rgb).map(String);
  return {
    Name: cleanAttribute(name),
    Type: kind === 'loop' && !isLoop ? MARK_TYPES.cue : MARK_TYPES[kind],
    Start: start,
    ...(isLoop && { End: end }),
    Num: pad === null ? MEMORY : String(pad),
    ...(pad !== null && { Red: red, Green: green, Blue: blue }),
  };
}

/** Formats seconds; before 0 is 0. */
function seconds(value: number): string {
  return Math.max(0, value).toFixed(3);
}
