import type { TempoSegment } from '../tracks/grid-lines.ts';

/** Counts the beats of a track from a point: beat 0 is there, those before it are negative. */
export interface BeatClock {
  /** Seconds of the track at a beat, which need not be whole. */
  timeOf(beat: number): number;
  beatOf(timeS: number): number;
  /** Tempo at the point. */
  readonly bpm: number;
}

/** A beat whose time is known. Between two knots, the beats are even. */
interface Knot {
  readonly beat: number;
  readonly timeS: number;
}

/** Counts beats by a grid; by one tempo from the point for a track without a grid. */
export function beatClock(tempos: readonly TempoSegment[], pointS: number, bpm: number): BeatClock {
  const segments = tempos.filter((each) => each.bpm > 0).toSorted((a, b) => a.inizio_sec - b.inizio_sec);
  if (segments.length === 0) segments.push({ inizio_sec: pointS, bpm, metro: '4/4', battito: 1 });
  const knots = knotsOf(segments);
  const [first, last] = [60 / segments[0]!.bpm, 60 / segments.at(-1)!.bpm];
  const beatOf = (timeS: number) => at(knots, 'timeS', 'beat', timeS, 1 / first, 1 / last);
  const timeOf = (beat: number) => at(knots, 'beat', 'timeS', beat, first, last);
  const zero = Math.round(beatOf(pointS));
  const here = segments.findLast(({ inizio_sec }) => inizio_sec <= pointS) ?? segments[0]!;
  return { timeOf: (beat) => timeOf(beat + zero), beatOf: (timeS) => beatOf(timeS) - zero, bpm: here.bpm };
}

/** A segment begins at a whole beat, and only the beat before it may have another length than its segment says. */
function knotsOf(segments: readonly TempoSegment[]): Knot[] {
  const knots: Knot[] = [];
  let beat = 0;
  for (const [i, { inizio_sec, bpm }] of segments.entries()) {
    knots.push({ beat, timeS: inizio_sec });
    const next = segments[i + 1];
    if (!next) break;
    const beats = Math.max(1, Math.round(((next.inizio_sec - inizio_sec) * bpm) / 60));
    const lastBeatS = inizio_sec + ((beats - 1) * 60) / bpm;
    if (beats > 1 && lastBeatS < next.inizio_sec) knots.push({ beat: beat + beats - 1, timeS: lastBeatS });
    beat += beats;
  }
  return knots;
}

/** Reads one side of the knots at a value of the other; before the first and after the last one by their slopes. */
function at(
  knots: readonly Knot[],
  from: keyof Knot,
  to: keyof Knot,
  value: number,
  slopeBefore: number,
  slopeAfter: number,
): number {
  const after = knots.findIndex((knot) => knot[from] > value);
  if (after === 0) return knots[0]![to] + (value - knots[0]![from]) * slopeBefore;
  if (after === -1) return knots.at(-1)![to] + (value - knots.at(-1)![from]) * slopeAfter;
  const [a, b] = [knots[after - 1]!, knots[after]!];
  return a[to] + ((value - a[from]) * (b[to] - a[to])) / (b[from] - a[from]);
}
