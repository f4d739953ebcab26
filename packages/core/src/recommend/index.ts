export { artistKeys } from './artist-names.ts';
export { type EnergyFacts, type TrackEnergy, trackEnergy } from './energy.ts';
export { type ExplainOptions, explainTransition, type TransitionReason } from './explain.ts';
export type { FilterCounts, Widening } from './filter-counts.ts';
export { noCounts } from './filter-counts.ts';
export { FILTER_NAMES, type FilterName } from './filter-names.ts';
export { FILTER_DEFAULTS, type FilterOptions, type FilterSettings } from './filter-options.ts';
export { type TrackFilterOptions, trackFilter } from './filter-tracks.ts';
export { isCopy } from './is-copy.ts';
export { type MixPoint, type MixPoints, mixPoints } from './mix-points.ts';
export { foldPlain, MixTable } from './mix-table.ts';
export { type Likely, MIX_KEYS, type MixTrack, mixTrack } from './mix-track.ts';
export { PRESET_NAMES, PRESETS, type PresetName, WEIGHT_PRESETS } from './presets.ts';
export type { Recommendation, RecommendInput, RecommendOutcome, VectorSource } from './recommend.ts';
export { recommend } from './recommend.ts';
export {
  RECOMMEND_DEFAULTS,
  type RecommendOptions,
  type RecommendSettings,
  recommendSettings,
} from './recommend-options.ts';
export {
  NEUTRAL_VALUES,
  SCORE_PARTS,
  type ScorePart,
  type ScorePartName,
  type ScoreWeights,
  scorePart,
  type TrackPair,
} from './score-parts.ts';
export { hasWeight, scoreWeights } from './score-weights.ts';
export { SEED_BLENDS, type SeedBlend } from './seed-blend.ts';
export { type SongNames, songKeys } from './song-name.ts';
export type { TableNeighbor, TableSource } from './table-source.ts';
export { rateTransition, type Transition, transitionCost } from './transition.ts';
export { unsureKeys } from './unsure-keys.ts';
