import type { ScoreWeights } from './score-parts.ts';

/** Names of the presets of weights. */
export const PRESET_NAMES = ['balanced', 'tight', 'adventurous', 'harmonic'] as const;

/** One of {@link PRESET_NAMES}. */
export type PresetName = (typeof PRESET_NAMES)[number];

/** Presets of weights. `balanced` is the default of sets, mixes and crates. */
export const WEIGHT_PRESETS: Readonly<Record<PresetName, Readonly<ScoreWeights>>> = {
  balanced: {
    ann: 0.35,
    tempo: 0.2,
    key: 0.2,
    bass: 0,
    rhythm: 0,
    samples: 0,
    energy: 0.15,
    loudness: 0.05,
    tags: 0.05,
  },
  tight: { ann: 0.35, tempo: 0.3, key: 0.25, bass: 0, rhythm: 0, samples: 0, energy: 0.1, loudness: 0, tags: 0 },
  adventurous: {
    ann: 0.25,
    tempo: 0.15,
    key: 0.15,
    bass: 0,
    rhythm: 0,
    samples: 0,
    energy: 0.2,
    loudness: 0.05,
    tags: 0.2,
  },
  harmonic: { ann: 0.2, tempo: 0.2, key: 0.5, bass: 0, rhythm: 0, samples: 0, energy: 0.1, loudness: 0, tags: 0 },
};
