import { type ScorePartName, type ScoreWeights, WEIGHT_PRESETS } from '@rbassist/core';
import type { ValuesOf } from '../arguments/argument-table.ts';

const SECTION = 'Weights of the score';

/** Flags that set the weights of a mix's score. A preset gives their defaults. */
export const MIX_WEIGHT_FLAGS = {
  preset: {
    type: 'string',
    valueName: 'name',
    describe: 'Weights for a taste: balanced, tight, adventurous, harmonic, or a preset in a configuration file',
  },
  'w-ann': weightFlag('ann', 'Weight of similar sound'),
  'w-tempo': weightFlag('tempo', 'Weight of a small tempo change'),
  'w-key': weightFlag('key', 'Weight of keys that mix'),
  'w-bass': weightFlag('bass', 'Weight of similar bass lines'),
  'w-rhythm': weightFlag('rhythm', 'Weight of similar rhythms'),
  'w-samples': weightFlag('samples', 'Weight of room for samples and vocals'),
  'w-energy': weightFlag('energy', 'Weight of similar energy'),
  'w-loudness': weightFlag('loudness', 'Weight of similar loudness'),
  'w-tags': weightFlag('tags', 'Weight of shared tags'),
} as const;

function weightFlag(part: ScorePartName, describe: string) {
  const spec = { type: 'number', section: SECTION, option: `weights.${part}`, describe } as const;
  return { ...spec, default: WEIGHT_PRESETS.balanced[part] };
}

/** Returns the weights that {@link MIX_WEIGHT_FLAGS} set. */
export function mixWeightsOf(flags: ValuesOf<typeof MIX_WEIGHT_FLAGS>): ScoreWeights {
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
