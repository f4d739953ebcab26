import { TAG_SUGGESTION_DEFAULTS } from '@rbassist/library';

/** Number of tracks that a tag needs. */
export const MIN_SAMPLES_FLAG = {
  'min-samples': {
    type: 'number',
    default: TAG_SUGGESTION_DEFAULTS.minSamples,
    describe: 'Number of tagged tracks that a tag needs',
  },
} as const;

/** Flags of every command that suggests tags. */
export const TAG_LEARNING_FLAGS = {
  ...MIN_SAMPLES_FLAG,
  margin: {
    type: 'number',
    default: TAG_SUGGESTION_DEFAULTS.margin,
    describe: 'Lower the threshold of each tag by this amount',
  },
  precision: {
    type: 'number',
    valueName: 'share',
    defaultText: 'thresholds of the Python rbassist',
    describe: 'Share of suggestions that must be right, e.g. 0.8',
  },
} as const;

/** A track of the library. */
export const TRACK_OPERAND = {
  type: 'string',
  demandOption: true,
  describe: 'Path of a track, or words of its artist, title or path, in any order',
} as const;
