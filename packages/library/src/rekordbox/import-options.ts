import {
  checkOptions,
  type OptionRule,
  optionRules,
  RUN_OPTION_RULES,
  type RunOptions,
  requireRule,
  withDefaults,
} from '@rbassist/core';
import { IMPORT_FIELDS, type ImportField } from './import-fields.ts';
import { MP3_OFFSET_RULE, type Mp3Offset } from './program-time.ts';

/** Options of `Library.importCollection`. */
export interface ImportOptions extends RunOptions {
  /** Values to bring. @default all */
  fields?: readonly ImportField[];
  /** Also store the playlists. @default true */
  playlists?: boolean;
  /** Keep earlier playlists of the program that the collection does not have. @default false */
  keepPlaylists?: boolean;
  /** Leave out tracks that the library does not have; else they become records. @default true */
  onlyExisting?: boolean;
  /** Also replace values that you, a tag or another program set. @default false */
  force?: boolean;
  /**
   * Milliseconds by which the program's times of MP3s are later than rbassist's. `auto` reads them from each file.
   *
   * @default 'auto'
   */
  mp3Offset?: Mp3Offset;
  /** Change nothing. @default false */
  dryRun?: boolean;
}

/** Defaults of {@link ImportOptions}. */
export const IMPORT_DEFAULTS = {
  fields: IMPORT_FIELDS,
  playlists: true,
  keepPlaylists: false,
  onlyExisting: true,
  force: false,
  mp3Offset: 'auto',
  dryRun: false,
} as const satisfies Required<Omit<ImportOptions, 'signal' | 'onProgress'>>;

/** Options of an import, complete. */
export type ImportSettings = Required<Omit<ImportOptions, keyof RunOptions>> & RunOptions;

const fieldList: OptionRule = (value) =>
  Array.isArray(value) && value.every((field) => (IMPORT_FIELDS as readonly unknown[]).includes(field))
    ? undefined
    : `a list of ${IMPORT_FIELDS.join(', ')}`;

const RULES = {
  ...RUN_OPTION_RULES,
  fields: fieldList,
  playlists: optionRules.flag,
  keepPlaylists: optionRules.flag,
  onlyExisting: optionRules.flag,
  force: optionRules.flag,
  mp3Offset: MP3_OFFSET_RULE,
  dryRun: optionRules.flag,
} satisfies Record<keyof ImportOptions, OptionRule>;

/** Returns the options of an import with defaults. Throws {@link OptionError} for an unknown or invalid option. */
export function importSettings(options: ImportOptions): ImportSettings {
  checkOptions(options, RULES);
  return withDefaults<ImportSettings>(IMPORT_DEFAULTS, options);
}

/** Throws {@link OptionError} for something that is no collection. */
export function requireCollection(collection: unknown): void {
  requireRule('collection', collection, (value) =>
    typeof value === 'object' && value !== null && Symbol.asyncIterator in value
      ? undefined
      : 'a collection that a reader returned',
  );
}
