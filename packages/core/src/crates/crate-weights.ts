import { checkOptions, withDefaults } from '../options/check-options.ts';
import type { PresetName } from '../recommend/presets.ts';
import { weightRule } from '../recommend/score-weights.ts';

/** Parts of the score of a track for a crate, in the order of tables. Names as in the Python rbassist. */
export const CRATE_PARTS = [
  /** Similarity to the mean of the members' vectors. */
  'annCentroid',
  /** Share of the members that have the track among their nearest. */
  'annSeedCoverage',
  /** Similarity to the best third of the members. */
  'groupMatch',
  'bpmMatch',
  'keyMatch',
  'tagMatch',
  /** Score of the mixes from the members into the track. */
  'transition',
] as const;

/** One of {@link CRATE_PARTS}. */
export type CratePartName = (typeof CRATE_PARTS)[number];

/** Weight of each part of a crate's score; 0 or more. */
export type CrateWeights = Record<CratePartName, number>;

/** Use of keys or tempos: not at all, only in the score, or also as a filter. */
export const CRATE_MODES = ['off', 'soft', 'filter'] as const;

/** One of {@link CRATE_MODES}. */
export type CrateMode = (typeof CRATE_MODES)[number];

/** Values that a preset of crates sets. */
export interface CratePreset {
  weights: Readonly<CrateWeights>;
  diversity: number;
  tempoPct: number;
  keyMode: CrateMode;
}

/**
 * Presets of crates, for the same tastes as those of `recommend`. All but `harmonic`, and all weights but `transition`,
 * are those of the Python rbassist.
 */
export const CRATE_PRESETS: Readonly<Record<PresetName, CratePreset>> = {
  balanced: {
    weights: {
      annCentroid: 0.3,
      annSeedCoverage: 0.2,
      groupMatch: 0.16,
      bpmMatch: 0.12,
      keyMatch: 0.08,
      tagMatch: 0.14,
      transition: 0.18,
    },
    diversity: 0.28,
    tempoPct: 6,
    keyMode: 'soft',
  },
  tight: {
    weights: {
      annCentroid: 0.26,
      annSeedCoverage: 0.2,
      groupMatch: 0.18,
      bpmMatch: 0.18,
      keyMatch: 0.12,
      tagMatch: 0.06,
      transition: 0.18,
    },
    diversity: 0.15,
    tempoPct: 4,
    keyMode: 'filter',
  },
  adventurous: {
    weights: {
      annCentroid: 0.36,
      annSeedCoverage: 0.2,
      groupMatch: 0.12,
      bpmMatch: 0.08,
      keyMatch: 0.04,
      tagMatch: 0.2,
      transition: 0.18,
    },
    diversity: 0.55,
    tempoPct: 10,
    keyMode: 'off',
  },
  harmonic: {
    weights: {
      annCentroid: 0.22,
      annSeedCoverage: 0.14,
      groupMatch: 0.12,
      bpmMatch: 0.12,
      keyMatch: 0.3,
      tagMatch: 0.1,
      transition: 0.18,
    },
    diversity: 0.28,
    tempoPct: 6,
    keyMode: 'soft',
  },
};

const RULES = Object.fromEntries(CRATE_PARTS.map((name) => [name, weightRule]));

/** Fills in weights that were not given. Throws {@link OptionError} as `scoreWeights`. */
export function crateWeights(weights: Partial<CrateWeights>, defaults: Readonly<CrateWeights>): CrateWeights {
  checkOptions(weights, RULES, 'weights.');
  return withDefaults<CrateWeights>(defaults, weights);
}
