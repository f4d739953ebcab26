import type { Track } from '../api/types.ts';

/** A part of a beat grid with one tempo, which lasts until the next one starts. */
export type TempoSegment = NonNullable<Track['tempos']['value']>[number];

/** A beat of the grid. */
export interface GridLine {
  readonly timeS: number;
  /** Beat of its bar, from 1. */
  readonly beat: number;
}

const USUAL_BEATS = 4;

/** Beats of a bar in a metre such as "4/4". */
export function beatsOf(metro: string): number {
  const beats = Number.parseInt(metro, 10);
  return beats > 0 ? beats : USUAL_BEATS;
}

/** Returns the beats of a grid between two times, in seconds. A segment lasts until the next one starts. */
export function gridLines(tempos: readonly TempoSegment[], fromS: number, toS: number): GridLine[] {
  return tempos.flatMap(({ inizio_sec, bpm, metro, battito }, i) => {
    const beatS = 60 / bpm;
    const bar = beatsOf(metro);
    const end = Math.min(toS, tempos[i + 1]?.inizio_sec ?? Number.POSITIVE_INFINITY);
    const lines: GridLine[] = [];
    let index = Math.max(0, Math.ceil((fromS - inizio_sec) / beatS));
    for (let timeS = inizio_sec + index * beatS; timeS < end; timeS = inizio_sec + ++index * beatS) {
      lines.push({ timeS, beat: ((battito - 1 + index) % bar) + 1 });
    }
    return lines;
  });
}

/** Returns the time of the beat that is nearest to a time, in seconds; the time itself without a grid. */
export function nearestBeatS(tempos: readonly TempoSegment[], timeS: number): number {
  const around = gridLines(tempos, timeS - 4, timeS + 4);
  const distance = (line: GridLine) => Math.abs(line.timeS - timeS);
  return around.length === 0 ? timeS : around.reduce((a, b) => (distance(b) < distance(a) ? b : a)).timeS;
}

/** Returns the time of the bar line that is nearest to a time, in seconds; the time itself without a grid. */
export function nearestBarS(tempos: readonly TempoSegment[], timeS: number): number {
  const bars = gridLines(tempos, timeS - 12, timeS + 12).filter(({ beat }) => beat === 1);
  const distance = (line: GridLine) => Math.abs(line.timeS - timeS);
  return bars.length === 0 ? timeS : bars.reduce((a, b) => (distance(b) < distance(a) ? b : a)).timeS;
}
