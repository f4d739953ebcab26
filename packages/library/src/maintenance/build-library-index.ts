import { checkOptions, type OptionRule, optionRules, RUN_OPTION_RULES, type RunOptions } from '@rbassist/core';
import type { IndexReport } from '@rbassist/index';
import type { LibraryContext } from '../library-context.ts';

/** Options of `Library.buildIndex`. */
export interface BuildIndexOptions extends RunOptions {
  /** Add new vectors and drop removed ones, instead of building the whole index. @default false */
  incremental?: boolean;
}

const RULES = {
  ...RUN_OPTION_RULES,
  incremental: optionRules.flag,
} satisfies Record<keyof BuildIndexOptions, OptionRule>;

export async function buildLibraryIndex(
  { records, vectors }: LibraryContext,
  options: BuildIndexOptions,
): Promise<IndexReport> {
  checkOptions(options, RULES);
  return records.write(() => vectors.updateIndex(options), { mayJoin: true });
}
