import {
  KEY_NOTATIONS,
  type KeyNotation,
  type OptionRule,
  oneOf,
  optionRules,
  type RecommendOptions,
} from '@rbassist/core';

/** Name of the configuration file, in the data folder and in the user's settings folder. */
export const CONFIG_NAME = 'rbassist.config.json';

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
  presets?: Readonly<Record<string, RecommendOptions>>;
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
