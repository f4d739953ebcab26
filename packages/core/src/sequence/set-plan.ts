import type { MixTrack } from '../recommend/mix-track.ts';
import type { ScoreWeights } from '../recommend/score-parts.ts';
import type { Transition } from '../recommend/transition.ts';
import type { RunOptions } from '../run/run-options.ts';
import type { TrackFeatures } from '../tracks/track-record.ts';
import type { CurveName, SetCurve } from './set-curve.ts';
import type { TransitionRules } from './transition-rules.ts';

/** Options of `planSet`. All paths are those of the input's tracks. */
export interface PlanOptions {
  /** Tracks that the set must contain, at any place. A path given twice counts once. */
  seeds?: readonly string[];
  /** Keeps the seeds in the order of the list; other tracks may come between them. @default false */
  keepOrder?: boolean;
  /** Number of tracks. @default 20, unless `durationS` is given */
  length?: number;
  /** Length of the set, in seconds, instead of `length`. A track of unknown length counts as the median. */
  durationS?: number;
  /** First track. */
  start?: string;
  /** Last track. */
  end?: string;
  /** Wanted energy over the set, 0..1, or the name of a curve. */
  energyCurve?: SetCurve | CurveName;
  /** Wanted tempo over the set, in BPM. */
  bpmCurve?: SetCurve;
  /** Tracks at fixed places, from 0. */
  locked?: readonly { place: number; path: string }[];
  /** Tracks that the set must not contain. */
  exclude?: readonly string[];
  /** Smallest number of other tracks between two of one artist. @default 2 */
  artistSpacing?: number;
  transitionRules?: TransitionRules;
  /** Weights of the transition cost. @default those of the preset `balanced` */
  weights?: Partial<ScoreWeights>;
  /**
   * True searches until the plan is proven best, which is practical for up to 12 tracks or so. False never tries.
   *
   * @default tries for a moment, if at most 10 places are free
   */
  exact?: boolean;
  /**
   * Ends the search after that many seconds, with the best set so far. The result then depends on the speed of the
   * computer.
   *
   * @default no limit; a search ends after a fixed number of steps, which takes a few seconds at most
   */
  timeLimitS?: number;
  /** Aborting gives the best set so far. */
  signal?: AbortSignal;
  /** Called with the stage `plan` during a long search. */
  onProgress?: RunOptions['onProgress'];
}

/** Tracks that a set may contain. All functions take positions in `tracks`. */
export interface PlanInput {
  /** Only `playable` tracks are chosen; tracks that the options name may have any state. */
  tracks: readonly MixTrack[];
  /** Returns the cosine distance of two tracks; undefined if either has no vector. It must be symmetric. */
  distance: (a: number, b: number) => number | undefined;
  /**
   * Returns up to `count` nearest tracks that `accept` allows, the nearest first. Without it, `distance` is called for
   * all tracks.
   */
  nearest?: (track: number, count: number, accept: (track: number) => boolean) => readonly number[];
  /** Returns a name that all versions of one song share. A set contains a song once, unless the options name both. */
  song?: (track: number) => string | undefined;
  /** Returns the features of a track, for the score parts `bass`, `rhythm` and `samples`. */
  features?: (track: number) => TrackFeatures | undefined;
}

/** A constraint that a plan could not keep. */
export interface BrokenConstraint {
  /** The option. `length` and `durationS` concern the whole set, the others a place. */
  constraint: 'length' | 'durationS' | 'artistSpacing' | keyof TransitionRules;
  /** Place of the second of two tracks, from 0. */
  place?: number;
  /** Place of the first of two tracks, from 0. */
  otherPlace?: number;
  /** Value of the option, if it is a number. */
  wanted?: number;
  /** Value in the plan, in the unit of the option. */
  found?: number;
}

/** A planned set. */
export interface SetPlan {
  /** Paths in playing order. */
  paths: string[];
  /** One per pair of neighbours. */
  transitions: Transition[];
  /** Sum of the costs of all transitions, of clashes of tempos and keys, and of the distance from the curves. */
  cost: number;
  /** Length of the set, in seconds. A track of unknown length counts as the median. */
  durationS: number;
  /** True if the plan is proven best, because the search was exhaustive. */
  exact: boolean;
  /** True if an abort ended the search early. */
  interrupted: boolean;
  /** True if the time limit ended the search early. */
  timedOut: boolean;
  /** Constraints that the plan could not keep; empty if it keeps all. */
  broken: BrokenConstraint[];
}
