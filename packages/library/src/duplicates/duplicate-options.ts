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
 * Ways to tell that a file is a copy of another: `metadata` by artist, title and duration; `exact` by every byte; `audio` by every bit of the sound, whatever
 * the tags; `acoustic` by how it sounds, in whatever format.
 */
export const DUPLICATE_MODES = ['metadata', 'exact', 'audio', 'acoustic'] as const;

/** One of {@link DUPLICATE_MODES}. */
export type DuplicateMode = (typeof DUPLICATE_MODES)[number];

/** Options of `Library.findDuplicates`. */
export interface DuplicateOptions extends RunOptions {
  /** @default 'metadata' */
  mode?: DuplicateMode;
  /** With `acoustic`: largest share of fingerprint bits in which two copies differ, 0..0.5. @default 0.17 */
  maxDifference?: number;
  /** Files and folders to compare, in the library or not. @default every track of the library */
  paths?: readonly string[];
  /** Criteria that decide first which copy is kept; the others follow in the order of `KEEPER_CRITERIA`. @default [] */
  prefer?: readonly string[];
  /** Folders whose copies are kept before others. @default [] */
  keepIn?: readonly string[];
  /** Number of playlists that a track is in. */
  playlistsOf?: (path: string) => number;
}

/** Half of all bits differ by chance. */
const HIGHEST_DIFFERENCE = 0.5;

/** Defaults of {@link DuplicateOptions}; `npm run eval:duplicates` measures how much copies differ. */
export const DUPLICATE_DEFAULTS = {
  mode: 'metadata',
  maxDifference: 0.17,
  prefer: [],
  keepIn: [],
} as const satisfies DuplicateOptions;

/** Rules of {@link DuplicateOptions}. */
export const DUPLICATE_RULES = {
  ...RUN_OPTION_RULES,
  mode: oneOf(DUPLICATE_MODES),
  maxDifference: numberFrom(0, HIGHEST_DIFFERENCE),
  paths: optionRules.textList,
  prefer: optionRules.textList,
  keepIn: optionRules.textList,
  playlistsOf: optionRules.callback,
} satisfies Record<keyof DuplicateOptions, OptionRule>;

/** {@link DuplicateOptions} with every default filled in. */
export interface DuplicateSettings extends RunOptions {
  mode: DuplicateMode;
  maxDifference: number;
  paths?: readonly string[];
  criteria: readonly KeeperCriterion[];
  keepIn: readonly string[];
  playlistsOf?: (path: string) => number;
}

/**
 * Fills in the defaults of options that were not given.
 *
 * @throws {OptionError} for an option that does not exist or is invalid.
 */
export function duplicateSettings(options: DuplicateOptions): DuplicateSettings {
  checkOptions(options, DUPLICATE_RULES);
  if (options.paths !== undefined) requirePaths('paths', options.paths);
  const { prefer = [], ...rest } = options;
  const { prefer: _, ...defaults } = DUPLICATE_DEFAULTS;
  return withDefaults<DuplicateSettings>({ ...defaults, criteria: keeperCriteria(prefer) }, rest);
}
