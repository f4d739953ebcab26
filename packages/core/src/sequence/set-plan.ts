import type { MixTrack } from '../recommend/mix-track.ts';
import type { ScoreWeights } from '../recommend/score-parts.ts';
import type { Transition } from '../recommend/transition.ts';

/** A curve over a set: values at evenly spaced places from the first track to the last. */
export type SetCurve = readonly number[];

/** Hard rules of a transition. A missing rule allows everything. */
export interface TransitionRules {
  /** Largest change of the pitch fader, in percent. */
  maxPitchPct?: number;
  /** Forbids mixes at half or double time. */
  noDoubletime?: boolean;
  /** Forbids keys that clash by the Camelot rules. */
  keysMustMix?: boolean;
  /** Largest difference in loudness, in LU. */
  maxLoudnessLu?: number;
}

/** Options of `planSet`. */
export interface PlanOptions {
  /** Tracks that the set must contain, at any place; in their order with `keepOrder`. */
  seeds?: readonly string[];
  keepOrder?: boolean;
  /** Number of tracks. Give this or `durationS`. */
  length?: number;
  /** Length of the set, in seconds. */
  durationS?: number;
  /** First track. */
  start?: string;
  /** Last track. */
  end?: string;
  /** Wanted energy over the set, 0..1. */
  energyCurve?: SetCurve;
  /** Wanted tempo over the set, in BPM. */
  bpmCurve?: SetCurve;
  /** Tracks at fixed places, from 0. */
  locked?: readonly { place: number; path: string }[];
  /** Tracks that the set must not contain. */
  exclude?: readonly string[];
  /** Smallest number of other tracks between two of one artist. */
  artistSpacing?: number;
  transitionRules?: TransitionRules;
  weights?: Partial<ScoreWeights>;
  /** Aborting gives the best set so far. */
  signal?: AbortSignal;
}

/** Tracks that a set may contain, and the distance of their vectors. */
export interface PlanInput {
  tracks: readonly MixTrack[];
  /** Returns the cosine distance of two tracks by their positions in `tracks`; undefined if either has no vector. */
  distance: (a: number, b: number) => number | undefined;
}

/** A planned set. */
export interface SetPlan {
  /** Paths in playing order. */
  paths: string[];
  /** One per pair of neighbours. */
  transitions: Transition[];
  /** Sum of the costs of all transitions, and of the distance from the curves. */
  cost: number;
  /** True if the plan is proven best, because the search was exhaustive. */
  exact: boolean;
  /** True if an abort ended the search early. */
  interrupted: boolean;
  /** Constraints that the plan could not keep, in words; empty if it keeps all. */
  broken: string[];
}
