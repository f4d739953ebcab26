import { type ScorePartName, type ScoreWeights, WEIGHT_PRESETS } from '@rbassist/core';

/** Heading of these flags in the help. */
const SECTION = 'Weights of the score';

function weightFlag(part: ScorePartName, describe: string) {
  return { type: 'number', option: `weights.${part}`, section: SECTION, default: 0, describe } as const;
}

/** Weights of the parts of a score. If all are 0, only the sound counts. */
export const WEIGHT_FLAGS = {
  'w-ann': weightFlag('ann', 'Similar sound'),
  'w-tempo': weightFlag('tempo', 'Small change of the pitch fader'),
  'w-key': weightFlag('key', 'Keys that fit'),
  'w-bass': weightFlag('bass', 'Similar bass lines'),
  'w-rhythm': weightFlag('rhythm', 'Similar rhythms'),
  'w-samples': weightFlag('samples', 'Room for samples and vocals'),
  'w-energy': weightFlag('energy', 'Similar energy'),
  'w-loudness': weightFlag('loudness', 'Similar loudness'),
  'w-tags': weightFlag('tags', 'Tags in common'),
} as const;

/** The same flags, with the weights of the preset `balanced` as defaults. */
export const BALANCED_WEIGHT_FLAGS = Object.fromEntries(
  Object.entries(WEIGHT_FLAGS).map(([name, spec]) => [name, { ...spec, default: balancedWeight(name) }]),
) as unknown as typeof WEIGHT_FLAGS;

function balancedWeight(flag: string): number {
  return WEIGHT_PRESETS.balanced[flag.slice('w-'.length) as ScorePartName];
}

/** The same flags for a set with a plan, whose weights stay unless they are given. */
export const PLANNED_WEIGHT_FLAGS = Object.fromEntries(
  Object.entries(WEIGHT_FLAGS).map(([name, { default: _, ...spec }]) => [
    name,
    { ...spec, defaultText: 'that of the plan' },
  ]),
) as unknown as { readonly [Name in keyof typeof WEIGHT_FLAGS]: Omit<(typeof WEIGHT_FLAGS)[Name], 'default'> };

type WeightValues = {
  wAnn: number;
  wTempo: number;
  wKey: number;
  wBass: number;
  wRhythm: number;
  wSamples: number;
  wEnergy: number;
  wLoudness: number;
  wTags: number;
};

/** Returns the library option `weights` for the flags. */
export function weightOptions(flags: WeightValues): ScoreWeights {
  return {
    ann: flags.wAnn,
    tempo: flags.wTempo,
    key: flags.wKey,
    bass: flags.wBass,
    rhythm: flags.wRhythm,
    samples: flags.wSamples,
    energy: flags.wEnergy,
    loudness: flags.wLoudness,
    tags: flags.wTags,
  };
}

/** Returns the weights of the flags that have a value. */
export function givenWeights(flags: Partial<WeightValues>): Partial<ScoreWeights> {
  const weights = Object.entries(weightOptions(flags as WeightValues));
  return Object.fromEntries(weights.filter(([, weight]) => weight !== undefined));
}

/** A set of options by name; the preset's values become the defaults of the command's flags. */
export const PRESET_FLAG = {
  preset: {
    type: 'string',
    valueName: 'preset',
    describe: 'Weights: balanced, tight, adventurous or harmonic, or a preset of yours',
  },
} as const;
