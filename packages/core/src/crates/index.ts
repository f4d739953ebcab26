export {
  CRATE_DEFAULTS,
  CRATE_KEY_SCORES,
  CRATE_STRATEGIES,
  type CrateOptions,
  type CrateStrategy,
} from './crate-options.ts';
export type { CrateReason } from './crate-reasons.ts';
export type { CratePart } from './crate-score.ts';
export {
  CRATE_MODES,
  CRATE_PARTS,
  CRATE_PRESETS,
  type CrateMode,
  type CratePartName,
  type CratePreset,
  type CrateWeights,
} from './crate-weights.ts';
export { type CrateAddition, type CrateExpansion, type CrateInput, expandCrate } from './expand-crate.ts';
