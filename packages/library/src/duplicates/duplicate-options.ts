import {
  checkOptions,
  type KeeperCriterion,
  keeperCriteria,
  numberFrom,
  type OptionRule,
  oneOf,
  optionRules,
  RUN_OPTION_RULES,
  type RunOptions,
  requirePaths,
  withDefaults,
} from '@rbassist/core';

/**
 * Ways to recognise copies: `metadata` by artist, title and duration; `exact` by all bytes; `audio` by the coded audio,
 * so tags may differ; `acoustic` by the sound, so formats may differ.
 */
export const DUPLICATE_MODES = ['metadata', 'exact', 'audio', 'acoustic'] as const;

export type DuplicateMode = (typeof DUPLICATE_MODES)[number];

/** Options of `Library.findDuplicates`. */
export interface DuplicateOptions extends RunOptions {
  /** Way to recognise copies. @default 'metadata' */
  mode?: DuplicateMode;
  /** Largest share of fingerprint bits that may differ between copies, 0..0.5; for `acoustic`. @default 0.17 */
  maxDifference?: number;
  /** Files and folders to compare, in the library or not. @default every track of the library */
  paths?: readonly string[];
  /** First criteria for the copy to keep; the others follow in the order of `KEEPER_CRITERIA`. @default [] */
  prefer?: readonly string[];
  /** Files that are kept if they can be, and folders whose copies are preferred. @default [] */
  keepIn?: readonly string[];
  /** Number of playlists that a track is in. */
  playlistsOf?: (path: string) => number;
}

/** Unrelated fingerprints differ in half of their bits. */
const CHANCE_DIFFERENCE = 0.5;

/** Defaults of {@link DuplicateOptions}; `npm run eval:duplicates` measures how much copies differ. */
export const DUPLICATE_DEFAULTS = {
  mode: 'metadata',
  maxDifference: 0.17,
  prefer: [],
  keepIn: [],
} as const satisfies DuplicateOptions;

export const DUPLICATE_RULES = {
  ...RUN_OPTION_RULES,
  mode: oneOf(DUPLICATE_MODES),
  maxDifference: numberFrom(0, CHANCE_DIFFERENCE),
  paths: optionRules.textList,
  prefer: optionRules.textList,
  keepIn: optionRules.textList,
  playlistsOf: optionRules.callback,
} satisfies Record<keyof DuplicateOptions, OptionRule>;

export interface DuplicateSettings extends RunOptions {
  mode: DuplicateMode;
  maxDifference: number;
  paths?: readonly string[];
  criteria: readonly KeeperCriterion[];
  keepIn: readonly string[];
  playlistsOf?: (path: string) => number;
}

/** Throws {@link OptionError} for an unknown or invalid option. */
export function duplicateSettings(options: DuplicateOptions): DuplicateSettings {
  checkOptions(options, DUPLICATE_RULES);
  if (options.paths !== undefined) requirePaths('paths', options.paths);
  if (options.keepIn !== undefined) requirePaths('keepIn', options.keepIn);
  const { prefer = [], ...rest } = options;
  const { prefer: _, ...defaults } = DUPLICATE_DEFAULTS;
  return withDefaults<DuplicateSettings>({ ...defaults, criteria: keeperCriteria(prefer) }, rest);
}
