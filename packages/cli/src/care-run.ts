import type { RunOptions } from '@rbassist/core';
import type { Library } from '@rbassist/library';
import type { CommonFlags } from './command.ts';
import { interruptible } from './interrupt.ts';
import { type Output, tell } from './output.ts';
import { createProgressView } from './progress-view.ts';
import { withLibrary } from './with-library.ts';

const STAGES: Readonly<Record<string, string>> = {
  files: 'Looking for files',
  vectors: 'Reading vectors',
  walk: 'Looking for music',
  moved: 'Finding moved files',
  'vector-names': 'Renaming vectors',
  removals: 'Removing files',
  index: 'Indexing',
};

/** Runs a command that looks after the library, with its progress. */
export function runCare<T>(
  flags: CommonFlags,
  output: Output,
  work: (library: Library, options: RunOptions) => Promise<T>,
): Promise<T> {
  return withLibrary(flags, async (library) => {
    const view = await createProgressView(output);
    const onProgress: RunOptions['onProgress'] = ({ stage, done, total, item }) =>
      view.update(STAGES[stage] ?? stage, done, total, item);
    return interruptible(
      (signal) => work(library, { signal, onProgress }),
      () => tell(output, 'Stopping; the library is whole, and running the same command again does the rest.'),
    ).finally(() => view.close());
  });
}
