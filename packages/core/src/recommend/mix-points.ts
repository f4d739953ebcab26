import { type CueMark, readCues } from '../tracks/cue-form.ts';
import type { TrackRecord, TrackSection } from '../tracks/track-record.ts';
import { isUserWork } from '../tracks/value-ownership.ts';
import { type BarGrid, barGrid } from './bar-grid.ts';

/** Place in a track where a mix starts. */
export interface MixPoint {
  /** Seconds from the first sample, inside the track. */
  timeS: number;
  /** Source of the place: a cue, a section, the first bar line, or a distance from the end. */
  reason: 'cue' | 'outro' | 'breakdown' | 'intro' | 'first-bar' | 'end';
  /** Name of the cue, as written; absent if it has none. */
  cue?: string;
}

/** Places to leave one track and to enter the next. A place is absent if nothing is known. */
export interface MixPoints {
  out?: MixPoint;
  in?: MixPoint;
  /** Longest mix that both tracks have room for, in bars: 64, 32, 16, 8 or 4. */
  bars?: number;
}

const OUT_NAME = /\b(mix[\s_-]?out|out|outro)\b/i;
const IN_NAME = /\b(mix[\s_-]?in|in|intro)\b/i;
/** Share of a track at its start and end in which a cue without a telling name is a place to mix. */
const EDGE_SHARE = 1 / 3;
/** Share of a track after which a breakdown is late enough to leave. */
const LATE_SHARE = 0.6;
/** Bars before the end where a track without other facts is left. */
const BARS_BEFORE_END = 16;
const MIX_BARS = [64, 32, 16, 8, 4] as const;
/** Tolerance for rounded times, in bars. */
const ROUNDING_BARS = 0.1;

/** Facts of a record that mix points need. Values of odd types are left out. */
interface Layout {
  durationS: number | undefined;
  /** Cues set by a person or another program, in order of time. */
  cues: CueMark[];
  sections: TrackSection[];
  grid: BarGrid | undefined;
}

/** A place, and the seconds from it for which the track has room to mix. */
interface Place extends MixPoint {
  roomS?: number;
}

/**
 * Finds where to leave a track and where to enter the next one.
 *
 * - Leave at the user's cue: one called "Mix-out", "Out" or "Outro", otherwise the last in the last third. Without such
 *   a cue, leave at the start of the outro, otherwise of the last late breakdown, otherwise 16 bars before the end.
 * - Enter at the user's cue: one called "Mix-in", "In" or "Intro", otherwise the first in the first third. Without such
 *   a cue, enter at the start of the intro, otherwise at the first bar line.
 *
 * Places that come from sections and beat grid are on bar lines. Cues stay where their owner put them.
 */
export function mixPoints(from: TrackRecord, to: TrackRecord): MixPoints {
  const [before, after] = [layoutOf(from), layoutOf(to)];
  const [out, into] = [outPlace(before), inPlace(after)];
  const bars = Math.min(roomBars(out, before), roomBars(into, after));
  const mixBars = MIX_BARS.find((length) => length <= bars + ROUNDING_BARS);
  return {
    ...(out && { out: pointOf(out) }),
    ...(into && { in: pointOf(into) }),
    ...(mixBars !== undefined && { bars: mixBars }),
  };
}

function layoutOf(record: TrackRecord): Layout {
  const sections = (Array.isArray(record.sections) ? record.sections : [])
    .filter((section) => isTime(section?.start) && isTime(section.end) && section.start < section.end)
    .sort((a, b) => a.start - b.start);
  const stated = isTime(record.duration) && record.duration > 0 ? record.duration : undefined;
  const durationS = stated ?? sections.at(-1)?.end;
  const isInside = ({ start }: { start: number }) => durationS === undefined || start < durationS;
  const cues = isUserWork(record, 'cues') ? readCues(record.cues).filter(isInside) : [];
  cues.sort((a, b) => a.start - b.start);
  return { durationS, cues, sections: sections.filter(isInside), grid: barGrid(record) };
}

function outPlace(layout: Layout): Place | undefined {
  const { durationS, cues, sections, grid } = layout;
  const edgeS = durationS === undefined ? undefined : (1 - EDGE_SHARE) * durationS;
  const isLast = ({ start }: CueMark) => edgeS !== undefined && start >= edgeS;
  const cue = cues.findLast(({ name }) => OUT_NAME.test(name)) ?? cues.findLast(isLast);
  if (cue) return { ...cuePoint(cue), roomS: durationS === undefined ? undefined : durationS - cue.start };
  if (durationS === undefined) return undefined;
  const section = lastRun(sections, 'outro') ?? lateBreakdown(sections, durationS);
  if (section) return placeAt(section.start, section.kind === 'outro' ? 'outro' : 'breakdown', layout, durationS);
  if (!grid) return undefined;
  const timeS = durationS - BARS_BEFORE_END * grid.barLength(durationS);
  return timeS > 0 ? placeAt(timeS, 'end', layout, durationS) : undefined;
}

function inPlace(layout: Layout): Place | undefined {
  const { durationS, cues, sections, grid } = layout;
  const edgeS = durationS === undefined ? undefined : EDGE_SHARE * durationS;
  const isFirst = ({ start }: CueMark) => edgeS !== undefined && start <= edgeS;
  const cue = cues.find(({ name }) => IN_NAME.test(name)) ?? cues.find(isFirst);
  if (cue) return { ...cuePoint(cue), roomS: roomAfter(cue.start, sections) };
  const [first] = sections;
  if (first?.kind === 'intro') return placeAt(first.start, 'intro', layout, introEnd(sections));
  if (!grid) return undefined;
  return placeAt(grid.firstBarS, 'first-bar', layout, sections[0]?.end);
}

/** Builds a place on the nearest bar line, or at the time itself. Returns undefined outside the track. */
function placeAt(
  timeS: number,
  reason: MixPoint['reason'],
  { grid, durationS = Number.POSITIVE_INFINITY }: Layout,
  roomEndS: number | undefined,
): Place | undefined {
  let barS = grid?.nearestBar(timeS) ?? timeS;
  if (grid && barS < 0) barS += Math.ceil(-barS / grid.barLength(barS)) * grid.barLength(barS);
  const placeS = barS >= 0 && barS < durationS ? barS : timeS;
  if (placeS < 0 || placeS >= durationS) return undefined;
  return { timeS: placeS, reason, ...(roomEndS !== undefined && { roomS: roomEndS - placeS }) };
}

function cuePoint({ name, start }: CueMark): MixPoint {
  return { timeS: start, reason: 'cue', ...(name.trim() !== '' && { cue: name }) };
}

/** Returns the first section of the run of one kind at the end of a track. */
function lastRun(sections: readonly TrackSection[], kind: TrackSection['kind']): TrackSection | undefined {
  const before = sections.findLastIndex((section) => section.kind !== kind);
  return before === -1 ? undefined : sections[before + 1];
}

function lateBreakdown(sections: readonly TrackSection[], durationS: number): TrackSection | undefined {
  const breakdown = sections.findLast(({ kind }) => kind === 'breakdown');
  return breakdown && breakdown.start >= LATE_SHARE * durationS ? breakdown : undefined;
}

/** Returns the end of the run of intro sections at the start. */
function introEnd(sections: readonly TrackSection[]): number | undefined {
  return (sections.find(({ kind }) => kind !== 'intro') ?? { start: sections.at(-1)?.end }).start;
}

/** Returns the seconds from a time to the next change of the music. */
function roomAfter(timeS: number, sections: readonly TrackSection[]): number | undefined {
  const next = sections.find(({ start }) => start > timeS);
  return next && next.start - timeS;
}

/** Returns the room of a place in bars of its track; 0 if unknown. */
function roomBars(place: Place | undefined, { grid }: Layout): number {
  return place?.roomS === undefined || !grid ? 0 : place.roomS / grid.barLength(place.timeS);
}

function pointOf({ roomS: _, ...point }: Place): MixPoint {
  return point;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
