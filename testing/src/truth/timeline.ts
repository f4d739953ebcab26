import type { TempoSegment } from '@rbassist/core';
import { between, type Random } from '../random.ts';
import type { Metre } from './metre.ts';

/** Tempo of each beat in BPM, by the beat's number from the first full bar; negative in a pick-up. */
export type TempoCurve = (beat: number) => number;

/** Times of the beats of a track. Positions are beats since the first full bar; a pick-up is before 0. */
export interface Timeline {
  metre: Metre;
  pickUp: number;
  /** Seconds of every beat, including the pick-up, and of the end of the last beat. */
  beats: Float64Array;
  /** Returns the seconds of a position, interpolated between beats and extrapolated outside the track. */
  at(position: number): number;
  /** Segments of constant tempo; a new one begins at every tempo change. */
  tempos: TempoSegment[];
}

/** Returns a timeline of `bars` full bars after a pick-up, with the first beat at `startS` seconds. */
export function layOut(
  tempo: TempoCurve,
  { metre, bars, pickUp, startS }: { metre: Metre; bars: number; pickUp: number; startS: number },
): Timeline {
  const count = pickUp + bars * metre.beats;
  const beats = new Float64Array(count + 1);
  const tempos: TempoSegment[] = [];
  beats[0] = startS;
  for (let i = 0; i < count; i++) {
    const bpm = tempo(i - pickUp);
    beats[i + 1] = beats[i] + 60 / bpm;
    if (tempos.at(-1)?.bpm === bpm) continue;
    const battito = ((i - pickUp + metre.beats) % metre.beats) + 1;
    tempos.push({ inizio_sec: beats[i], bpm, metro: metre.name, battito });
  }
  const at = (position: number) => {
    const place = position + pickUp;
    const before = Math.max(0, Math.min(count - 1, Math.floor(place)));
    return beats[before] + (place - before) * (beats[before + 1] - beats[before]);
  };
  return { metre, pickUp, beats, at, tempos };
}

export function steady(bpm: number): TempoCurve {
  return () => bpm;
}

/** Returns the tempo of a drummer: drifts around `bpm`, within a share `depth` of it. */
export function wandering(bpm: number, depth: number, random: Random): TempoCurve {
  const off: number[] = [];
  return (beat) => {
    const i = Math.max(0, beat);
    while (off.length <= i) {
      const last = off.at(-1) ?? between(random, -0.3, 0.3);
      off.push(Math.max(-1, Math.min(1, 0.985 * last + between(random, -0.22, 0.22))));
    }
    return bpm * (1 + depth * off[i]);
  };
}

export function jumping(first: number, second: number, beat: number): TempoCurve {
  return (at) => (at < beat ? first : second);
}

export function ramping(first: number, second: number, from: number, to: number): TempoCurve {
  return (beat) => first + (second - first) * Math.max(0, Math.min(1, (beat - from) / (to - from)));
}
