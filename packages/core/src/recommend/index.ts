export { type ExplainOptions, explainTransition, type TransitionReason } from './explain.ts';
export type { FilterCounts, FilterInput, Widening } from './filter-counts.ts';
export { countFiltered } from './filter-counts.ts';
export type { MixFilter } from './mix-filter.ts';
export { type MixPoint, type MixPoints, mixPoints } from './mix-points.ts';
export { type Likely, MIX_KEYS, type MixTrack, mixTrack } from './mix-track.ts';
export { PRESET_NAMES, PRESETS, type PresetName, WEIGHT_PRESETS } from './presets.ts';
export type { RankingWeights } from './ranking-weights.ts';
export type { Recommendation, RecommendInput, RecommendOptions, RecommendSettings } from './recommend.ts';
export { RECOMMEND_DEFAULTS, recommend, recommendSettings } from './recommend.ts';
export {
  NEUTRAL_VALUES,
  SCORE_PARTS,
  type ScorePart,
  type ScorePartName,
  type ScoreWeights,
  scorePart,
  type TrackPair,
} from './score-parts.ts';
export { hasWeight, NO_WEIGHTS, scoreWeights } from './score-weights.ts';
export { rateTransition, type Transition, transitionCost } from './transition.ts';
