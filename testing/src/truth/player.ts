import type { BarPlan } from './bar-plan.ts';
import type { Metre } from './metre.ts';

interface PlayedBar {
  /** Number from 0; -1 is the pick-up. */
  index: number;
  plan: BarPlan;
  metre: Metre;
  /** Scale degree of the chord. */
  degree: number;
  /** Returns the frame of a position, in beats from the start of the bar, with the song's feel. */
  at(position: number): number;
  /** Position, in beats, from which to play; not 0 only in a pick-up. */
  from: number;
}

/** Plays one bar. Call it for each bar in order. */
export type Player = (bar: PlayedBar) => void;
