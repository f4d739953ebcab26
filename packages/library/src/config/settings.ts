import {
  KEY_NOTATIONS,
  type KeyNotation,
  type OptionRule,
  oneOf,
  optionRules,
  RECOMMEND_DEFAULTS,
  type RecommendOptions,
} from '@rbassist/core';
import type { NamedTrackOptions } from '../recommend/path-options.ts';
import { readDay } from './read-day.ts';

/** Name of the configuration file, in the data folder and in the user's settings folder. */
export const CONFIG_NAME = 'rbassist.config.json';

/** A named set of options for `Library.recommend`. */
export type PresetOptions = RecommendOptions & NamedTrackOptions;

/** Values of the configuration files. A key that no file sets is absent. */
export interface Settings {
  /** Data folder, absolute. Only in the user's own file. */
  dataDir?: string;
  /** Folders of music, absolute. */
  folders?: readonly string[];
  /** Number of tracks to process at once. */
  workers?: number;
  /** Notation of keys in tables. */
  keyNotation?: KeyNotation;
  /** Named sets of options for `Library.recommend`. */
  presets?: Readonly<Record<string, PresetOptions>>;
}

const LIST_OF_FOLDERS: OptionRule = (value) =>
  optionRules.textList(value) === undefined ? undefined : 'a list of paths in quotes, such as ["~/Music"]';

/** Rule of each setting. */
export const SETTING_RULES = {
  dataDir: optionRules.text,
  folders: LIST_OF_FOLDERS,
  workers: optionRules.positiveInteger,
  keyNotation: oneOf(KEY_NOTATIONS),
  presets: optionRules.options,
} as const satisfies Record<keyof Settings, OptionRule>;

/** Keys of a preset, with the defaults of their options. */
export const PRESET_DEFAULTS = { ...RECOMMEND_DEFAULTS, crates: [] } as const;

/** Rules of a preset's values that are written in another way than the options. */
export const PRESET_RULES = {
  addedSince: dayOrTime,
  addedUntil: dayOrTime,
  folders: optionRules.textList,
  only: optionRules.textList,
  crates: optionRules.textList,
  exclude: optionRules.textList,
  unlike: optionRules.textList,
} as const satisfies Partial<Record<keyof PresetOptions, OptionRule>>;

const TIME = /^\d{4}-\d\d-\d\dT/;

function dayOrTime(value: unknown): string | undefined {
  const isDay = typeof value === 'string' && (TIME.test(value) || readDay(value, 'start') !== undefined);
  return isDay ? undefined : 'a date such as "2026-01-31", or an age such as "30d", "6w", "3m" or "1y"';
}
