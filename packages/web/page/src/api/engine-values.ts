// Written by "npm run web:schema" from @rbassist/core.

export const PRESET_NAMES = [
  "balanced",
  "tight",
  "adventurous",
  "harmonic"
] as const;

export const SCORE_PARTS = [
  "ann",
  "tempo",
  "key",
  "bass",
  "rhythm",
  "samples",
  "energy",
  "loudness",
  "tags"
] as const;

export const WEIGHT_PRESETS = {
  "balanced": {
    "ann": 0.4,
    "tempo": 0.2,
    "key": 0.2,
    "bass": 0,
    "rhythm": 0,
    "samples": 0,
    "energy": 0.1,
    "loudness": 0.05,
    "tags": 0.05
  },
  "tight": {
    "ann": 0.3,
    "tempo": 0.3,
    "key": 0.3,
    "bass": 0,
    "rhythm": 0,
    "samples": 0,
    "energy": 0.1,
    "loudness": 0,
    "tags": 0
  },
  "adventurous": {
    "ann": 0.4,
    "tempo": 0.1,
    "key": 0.1,
    "bass": 0,
    "rhythm": 0,
    "samples": 0,
    "energy": 0.2,
    "loudness": 0,
    "tags": 0.2
  },
  "harmonic": {
    "ann": 0.25,
    "tempo": 0.15,
    "key": 0.5,
    "bass": 0,
    "rhythm": 0,
    "samples": 0,
    "energy": 0.1,
    "loudness": 0,
    "tags": 0
  }
} as const;

export const CRATE_PARTS = [
  "annCentroid",
  "annSeedCoverage",
  "groupMatch",
  "bpmMatch",
  "keyMatch",
  "tagMatch",
  "transition"
] as const;

export const CRATE_MODES = [
  "off",
  "soft",
  "filter"
] as const;

export const CRATE_PRESETS = {
  "balanced": {
    "weights": {
      "annCentroid": 0.3,
      "annSeedCoverage": 0.2,
      "groupMatch": 0.16,
      "bpmMatch": 0.12,
      "keyMatch": 0.08,
      "tagMatch": 0.14,
      "transition": 0.18
    },
    "diversity": 0.28,
    "tempoPct": 6,
    "keyMode": "soft"
  },
  "tight": {
    "weights": {
      "annCentroid": 0.26,
      "annSeedCoverage": 0.2,
      "groupMatch": 0.18,
      "bpmMatch": 0.18,
      "keyMatch": 0.12,
      "tagMatch": 0.06,
      "transition": 0.18
    },
    "diversity": 0.15,
    "tempoPct": 4,
    "keyMode": "filter"
  },
  "adventurous": {
    "weights": {
      "annCentroid": 0.36,
      "annSeedCoverage": 0.2,
      "groupMatch": 0.12,
      "bpmMatch": 0.08,
      "keyMatch": 0.04,
      "tagMatch": 0.2,
      "transition": 0.18
    },
    "diversity": 0.55,
    "tempoPct": 10,
    "keyMode": "off"
  },
  "harmonic": {
    "weights": {
      "annCentroid": 0.22,
      "annSeedCoverage": 0.14,
      "groupMatch": 0.12,
      "bpmMatch": 0.12,
      "keyMatch": 0.3,
      "tagMatch": 0.1,
      "transition": 0.18
    },
    "diversity": 0.28,
    "tempoPct": 6,
    "keyMode": "soft"
  }
} as const;
