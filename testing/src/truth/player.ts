import type { BarPlan } from './bar-plan.ts';
import type { Metre } from './metre.ts';

/** One bar, to those who play it. */
interface PlayedBar {
  /** From 0; −1 is the pick-up. */
  index: number;
  plan: BarPlan;
  metre: Metre;
  /** Scale degree of its chord. */
  degree: number;
  /** Frame of a position in beats from the bar's start, with the feel of the song. */
  at(position: number): number;
  /** Only what lies at or after this position, in beats, is played: all of it but in a pick-up. */
  from: number;
}

/** Plays one bar; called for each in order. */
export type Player = (bar: PlayedBar) => void;
