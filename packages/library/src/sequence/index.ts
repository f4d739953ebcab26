export type { PathBetweenOptions, PlannedPath, PlannedSet, PlanSetOptions } from './plan-tracks.ts';
export {
  type RecommendedSequence,
  type RecommendSequenceOptions,
  SEQUENCE_DEFAULTS,
  type SequenceTrack,
} from './recommend-sequence.ts';
export type { SetOptions } from './set-options.ts';
