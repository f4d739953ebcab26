import { type KeeperCriterion, keeperCriteria, OptionError, type RunOptions } from '@rbassist/core';

/**
 * What makes a file a copy of another: `metadata` artist, title and duration; `exact` every byte; `audio` every bit of the sound, whatever the tags are;
 * `acoustic` that it sounds the same, in whatever format.
 */
export const DUPLICATE_MODES = ['metadata', 'exact', 'audio', 'acoustic'] as const;

/** One of {@link DUPLICATE_MODES}. */
export type DuplicateMode = (typeof DUPLICATE_MODES)[number];

/** How copies are looked for, and which of them is kept. */
export interface DuplicateOptions extends RunOptions {
  /** @default 'metadata' */
  mode?: DuplicateMode;
  /** With `acoustic`: share of the fingerprints of two copies that may differ, 0..0.5. @default 0.17 */
  maxDifference?: number;
  /** Files and folders to compare, known or not. @default every track of the library */
  paths?: readonly string[];
  /** What decides first which copy is kept; all other criteria follow in their usual order, see `KEEPER_CRITERIA`. */
  prefer?: readonly string[];
  /** Folders whose copies are kept before others. */
  keepIn?: readonly string[];
  /** How many playlists a track is in, where that is known. */
  playlistsOf?: (path: string) => number;
}

/** By chance half of all bits differ. */
const HIGHEST_DIFFERENCE = 0.5;

/** Defaults of {@link DuplicateOptions}; what copies differ by is measured by `npm run eval:duplicates`. */
export const DUPLICATE_DEFAULTS = {
  mode: 'metadata',
  maxDifference: 0.17,
  prefer: [],
  keepIn: [],
} as const satisfies DuplicateOptions;

/** Options with nothing left open. */
export interface DuplicateSettings extends RunOptions {
  mode: DuplicateMode;
  maxDifference: number;
  paths: readonly string[] | undefined;
  criteria: readonly KeeperCriterion[];
  keepIn: readonly string[];
  playlistsOf: ((path: string) => number) | undefined;
}

/**
 * Fills in the defaults for what was not given.
 *
 * @throws {OptionError} for a mode or a criterion that there is none of.
 */
export function duplicateSettings(options: DuplicateOptions): DuplicateSettings {
  const {
    mode = DUPLICATE_DEFAULTS.mode,
    maxDifference = DUPLICATE_DEFAULTS.maxDifference,
    paths,
    prefer,
    keepIn = DUPLICATE_DEFAULTS.keepIn,
  } = options;
  if (!DUPLICATE_MODES.includes(mode)) {
    throw new OptionError(`mode must be one of ${DUPLICATE_MODES.join(', ')}, got ${mode}.`);
  }
  if (!(maxDifference >= 0 && maxDifference <= HIGHEST_DIFFERENCE)) {
    throw new OptionError(`maxDifference must be from 0 to ${HIGHEST_DIFFERENCE}, got ${maxDifference}.`);
  }
  const { signal, onProgress, playlistsOf } = options;
  return { mode, maxDifference, paths, criteria: keeperCriteria(prefer), keepIn, playlistsOf, signal, onProgress };
}
