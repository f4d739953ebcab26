import type { TempoSegment } from '@rbassist/core';
import { between, type Random } from '../random.ts';
import type { Metre } from './metre.ts';

/** The tempo of each beat from the first bar on, in BPM; a function of the beat's number, which may be negative in a pick-up. */
export type TempoCurve = (beat: number) => number;

/** Where the beats of a track are. Positions are beats since the first whole bar; a pick-up lies before 0. */
export interface Timeline {
  metre: Metre;
  /** Beats before the first whole bar. */
  pickUp: number;
  /** Seconds of every beat, the pick-up's included, and of the end of the last one. */
  beats: Float64Array;
  /** Seconds of a position, between beats in proportion; before and after the track in the tempo of its ends. */
  at(position: number): number;
  /** The constant stretches, one more wherever the tempo changes. */
  tempos: TempoSegment[];
}

/** Lays out `bars` whole bars after a pick-up, the first beat at `startS` seconds. */
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

/** A machine: the same tempo throughout. */
export function steady(bpm: number): TempoCurve {
  return () => bpm;
}

/** A drummer: the tempo wanders about `bpm` and stays within a share `depth` of it. */
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

/** Another tempo from one beat on. */
export function jumping(first: number, second: number, beat: number): TempoCurve {
  return (at) => (at < beat ? first : second);
}

/** From one tempo to another, evenly, between two beats. */
export function ramping(first: number, second: number, from: number, to: number): TempoCurve {
  return (beat) => first + (second - first) * Math.max(0, Math.min(1, (beat - from) / (to - from)));
}
