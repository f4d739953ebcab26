import {
  CRATE_DEFAULTS,
  CRATE_KEY_SCORES,
  CRATE_MODES,
  CRATE_STRATEGIES,
  type CrateOptions,
  type CratePartName,
  FILTER_DEFAULTS,
  PRESET_NAMES,
  type PresetName,
} from '@rbassist/core';
import type { ValuesOf } from '../arguments/argument-table.ts';

/** Heading of the weights in the help. */
const section = 'Weights of the score';
const OF_PRESET = 'that of the preset';

/** Rules of a preset of crates, and the search for candidates. */
export const CRATE_FLAGS = {
  diversity: {
    type: 'number',
    defaultText: OF_PRESET,
    describe: 'Avoid similar tracks among the additions, from 0 (off) to 1',
  },
  strategy: {
    choices: CRATE_STRATEGIES,
    default: CRATE_DEFAULTS.strategy,
    describe: 'Look near the middle of the crate (centroid), near many of its tracks (coverage), or both (blend)',
  },
  'candidate-pool': {
    type: 'number',
    default: CRATE_DEFAULTS.candidatePool,
    valueName: 'tracks',
    describe: 'Number of tracks to score, 25 or more',
  },
  'tempo-pct': {
    type: 'number',
    defaultText: OF_PRESET,
    describe: 'Tempo difference in percent that no longer fits',
  },
  'allow-doubletime': {
    type: 'boolean',
    default: FILTER_DEFAULTS.allowDoubletime,
    describe: 'Do not count half and double tempo as the same',
  },
  'key-mode': {
    choices: CRATE_MODES,
    defaultText: OF_PRESET,
    describe: 'Use of keys: not at all (off), in the score (soft), or also to leave tracks out (filter)',
  },
} as const;

/** Weights of the parts of a crate's score. */
export const CRATE_WEIGHT_FLAGS = {
  'w-ann-centroid': weightFlag('annCentroid', 'Sound like the middle of the crate'),
  'w-ann-seed-coverage': weightFlag('annSeedCoverage', 'Near many tracks of the crate'),
  'w-group-match': weightFlag('groupMatch', 'Sound like the best third of the crate'),
  'w-bpm': weightFlag('bpmMatch', 'Tempos like those of the crate'),
  'w-key': weightFlag('keyMatch', 'Keys that mix with those of the crate'),
  'w-tags': weightFlag('tagMatch', 'Tags of the crate'),
  'w-transition': weightFlag('transition', 'Mixes from the tracks of the crate'),
} as const;

function weightFlag(part: CratePartName, describe: string) {
  return { type: 'number', option: `weights.${part}`, section, defaultText: OF_PRESET, describe } as const;
}

/** Flags of `crate expand` that `playlist-expand` does not have. */
export const CRATE_EXPAND_FLAGS = {
  preset: {
    type: 'string',
    valueName: 'preset',
    defaultText: CRATE_DEFAULTS.preset,
    describe: `Weights and rules: ${PRESET_NAMES.join(', ')}; or the filters of a preset of yours`,
  },
  'tempo-mode': {
    choices: CRATE_MODES,
    default: CRATE_DEFAULTS.tempoMode,
    describe: 'Use of tempos: not at all (off), in the score (soft), or also to leave tracks out (filter)',
  },
  'key-score': {
    choices: CRATE_KEY_SCORES,
    default: CRATE_DEFAULTS.keyScore,
    describe: 'Compare keys by Camelot relation, or by distance on the circle of fifths (harmonic)',
  },
} as const;

/** Returns the library options for {@link CRATE_FLAGS} and {@link CRATE_WEIGHT_FLAGS}. */
export function crateOptions(
  flags: ValuesOf<typeof CRATE_FLAGS> & ValuesOf<typeof CRATE_WEIGHT_FLAGS>,
): CrateOptions & Required<Pick<CrateOptions, 'weights'>> {
  const { diversity, strategy, candidatePool, tempoPct, allowDoubletime, keyMode } = flags;
  return {
    ...{ diversity, strategy, candidatePool, tempoPct, allowDoubletime, keyMode },
    weights: {
      annCentroid: flags.wAnnCentroid,
      annSeedCoverage: flags.wAnnSeedCoverage,
      groupMatch: flags.wGroupMatch,
      bpmMatch: flags.wBpm,
      keyMatch: flags.wKey,
      tagMatch: flags.wTags,
      transition: flags.wTransition,
    },
  };
}

/** Returns the preset of crates of that name. A preset of a configuration file has filters only. */
export function cratePreset(name: string | undefined): PresetName {
  return PRESET_NAMES.find((each) => each === name) ?? CRATE_DEFAULTS.preset;
}
