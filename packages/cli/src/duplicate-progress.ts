import { basename } from 'node:path';
import type { RunOptions } from '@rbassist/core';
import { untilInterrupted } from './interrupt.ts';
import { type Output, tell } from './output.ts';
import { createProgressView } from './progress-view.ts';

const STAGES: Readonly<Record<string, string>> = {
  look: 'Looking at files',
  describe: 'Reading tags',
  read: 'Reading files',
  vectors: 'Reading vectors',
  compare: 'Comparing',
  listen: 'Listening',
  stage: 'Staging',
  unstage: 'Putting back',
};

/** Runs a search for duplicates, or what is done with them, with its progress shown; undefined when Ctrl-C ended it before anything was done. */
export async function withProgress<T>(output: Output, work: (run: RunOptions) => Promise<T>): Promise<T | undefined> {
  const view = await createProgressView(output);
  try {
    return await untilInterrupted(
      (signal) =>
        work({
          signal,
          onProgress: ({ stage, done, total, item = '' }) =>
            view.update(STAGES[stage] ?? stage, done, total, basename(item)),
        }),
      () => tell(output, 'Stopping after the file in hand; press Ctrl-C again to stop at once.'),
    );
  } finally {
    view.close();
  }
}
