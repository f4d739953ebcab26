import type { RecommendOptions } from './recommend-options.ts';
import type { ScoreWeights } from './score-parts.ts';
import { scoreWeights } from './score-weights.ts';

/** Names of the presets. */
export const PRESET_NAMES = ['balanced', 'tight', 'adventurous', 'harmonic'] as const;

/** One of {@link PRESET_NAMES}. */
export type PresetName = (typeof PRESET_NAMES)[number];

/** Weights of the presets. `balanced` is the default of sets, mixes and crates. */
export const WEIGHT_PRESETS: Readonly<Record<PresetName, Readonly<ScoreWeights>>> = {
  balanced: scoreWeights({ ann: 0.4, tempo: 0.2, key: 0.2, energy: 0.1, loudness: 0.05, tags: 0.05 }),
  tight: scoreWeights({ ann: 0.3, tempo: 0.3, key: 0.3, energy: 0.1 }),
  adventurous: scoreWeights({ ann: 0.4, tempo: 0.1, key: 0.1, energy: 0.2, tags: 0.2 }),
  harmonic: scoreWeights({ ann: 0.25, tempo: 0.15, key: 0.5, energy: 0.1 }),
};

/** Options of `recommend` that make up each preset. Presets in a configuration file have the same form. */
export const PRESETS: Readonly<Record<PresetName, Readonly<RecommendOptions>>> = {
  balanced: { weights: WEIGHT_PRESETS.balanced, tempoPct: 6, camelotNeighbors: true, diversity: 0.2 },
  tight: { weights: WEIGHT_PRESETS.tight, tempoPct: 4, camelotNeighbors: true, diversity: 0.1 },
  adventurous: { weights: WEIGHT_PRESETS.adventurous, tempoPct: 10, camelotNeighbors: false, diversity: 0.5 },
  harmonic: { weights: WEIGHT_PRESETS.harmonic, tempoPct: 8, camelotNeighbors: true, diversity: 0.2 },
};
