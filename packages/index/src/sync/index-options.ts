import {
  checkOptions,
  type EmbeddingSpace,
  type OptionRule,
  oneOf,
  optionRules,
  RUN_OPTION_RULES,
  type RunOptions,
  requireRule,
} from '@rbassist/core';
import { ENGINE_CHOICES, type EngineChoice } from '../engines/choose-engine.ts';
import type { IndexEntries } from '../entries/index-entry.ts';

/** Options of {@link buildIndex}. */
export interface BuildIndexOptions extends RunOptions {
  /** Folder of the index; created if it does not exist. */
  folder: string;
  /** Vectors in the order of their labels. The same entries give the same files. */
  entries: IndexEntries;
  space: EmbeddingSpace;
  /** Engine of the index. @default 'auto' */
  engine?: EngineChoice;
}

/** Options of {@link syncIndex}. With `engine: 'auto'`, it keeps the engine of the index. */
export interface SyncIndexOptions extends BuildIndexOptions {
  /** Paths whose embedding files have changed. Files newer than the index also count as changed. */
  changed?: ReadonlySet<string>;
}

/** Defaults of {@link BuildIndexOptions} and {@link SyncIndexOptions}. */
export const INDEX_DEFAULTS: { readonly engine: EngineChoice; readonly changed: ReadonlySet<string> } = {
  engine: 'auto',
  changed: new Set(),
};

export const ENTRIES_RULE: OptionRule = (value) =>
  typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value)
    ? undefined
    : 'a list or stream of entries';

const REQUIRED = { folder: optionRules.text, space: optionRules.text, entries: ENTRIES_RULE };
const BUILD_RULES = { ...REQUIRED, engine: oneOf(ENGINE_CHOICES), ...RUN_OPTION_RULES };
const SYNC_RULES = {
  ...BUILD_RULES,
  changed: (value: unknown) => (value instanceof Set ? undefined : 'a Set of paths'),
};

export function buildSettings(options: BuildIndexOptions) {
  checkIndexOptions(options, BUILD_RULES);
  return { ...options, engine: options.engine ?? INDEX_DEFAULTS.engine };
}

export function syncSettings(options: SyncIndexOptions) {
  checkIndexOptions(options, SYNC_RULES);
  const { engine, changed } = INDEX_DEFAULTS;
  return { ...options, engine: options.engine ?? engine, changed: options.changed ?? changed };
}

function checkIndexOptions(options: BuildIndexOptions, rules: Readonly<Record<string, OptionRule>>): void {
  checkOptions(options, rules);
  requireRule('folder', options.folder, REQUIRED.folder);
  requireRule('space', options.space, REQUIRED.space);
  requireRule('entries', options.entries, REQUIRED.entries);
}
