import { OptionError } from '@rbassist/core';

/** Expected strength of the twelve pitch classes, from the tonic. Only proportions count. */
export interface KeyProfile {
  major: readonly number[];
  minor: readonly number[];
}

export interface CalibratedProfile extends KeyProfile {
  /** Factor of the correlations in the softmax, fitted to labelled music by maximum likelihood. */
  sharpness: number;
}

/** Profiles from the literature, by name. See docs/key.md for their sources and accuracy. */
export const KEY_PROFILES = {
  /** Ratings: Krumhansl, "Cognitive Foundations of Musical Pitch" (1990), after Krumhansl and Kessler (1982). */
  krumhansl: {
    major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
    minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
    sharpness: 9.1,
  },
  /** Krumhansl's, adjusted by hand: Temperley, "What's key for key?" (Music Perception 17.1, 1999). */
  temperley: {
    major: [5, 2, 3.5, 2, 4.5, 4, 2, 4.5, 2, 3.5, 1.5, 4],
    minor: [5, 2, 3.5, 4.5, 2, 4, 2, 4.5, 3.5, 2, 1.5, 4],
    sharpness: 9,
  },
  /** Counts of the Kostka-Payne corpus: Temperley, "Music and Probability" (2007). */
  'kostka-payne': {
    major: [0.748, 0.06, 0.488, 0.082, 0.67, 0.46, 0.096, 0.715, 0.104, 0.366, 0.057, 0.4],
    minor: [0.712, 0.084, 0.474, 0.618, 0.049, 0.46, 0.105, 0.747, 0.404, 0.067, 0.133, 0.33],
    sharpness: 12.8,
  },
  /** Krumhansl's for dance music: Sha'ath, "Estimation of key in digital music recordings" (Birkbeck 2011). */
  shaath: {
    major: [6.6, 2, 3.5, 2.3, 4.6, 4, 2.5, 5.2, 2.4, 3.7, 2.3, 3.4],
    minor: [6.5, 2.7, 3.5, 5.4, 2.6, 3.5, 2.5, 5.2, 4, 2.7, 4.3, 3.2],
    sharpness: 10.2,
  },
  /** Counts of 982 pieces: Albrecht and Shanahan, "The use of large corpora…" (Music Perception 31.1, 2013). */
  albrecht: {
    major: [0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.08, 0.008, 0.081],
    minor: [0.22, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052],
    sharpness: 13,
  },
} as const satisfies Record<string, CalibratedProfile>;

/** Name of a key profile: `learned`, or one of `KEY_PROFILES`. */
export type KeyProfileName = 'learned' | keyof typeof KEY_PROFILES;

/** Names of the key profiles. */
export const KEY_PROFILE_NAMES = ['learned', ...Object.keys(KEY_PROFILES)] as KeyProfileName[];

/** The best profile on music that it was not fitted to, see docs/key.md. */
export const DEFAULT_KEY_PROFILE: KeyProfileName = 'learned';

/** @throws {OptionError} for an unknown profile. */
export function checkKeyProfile(name: KeyProfileName): void {
  if (!KEY_PROFILE_NAMES.includes(name))
    throw new OptionError(`Unknown key profile "${name}". Choose from ${KEY_PROFILE_NAMES.join(', ')}.`);
}
