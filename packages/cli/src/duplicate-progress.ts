import { basename } from 'node:path';
import type { RunOptions } from '@rbassist/core';
import { interruptible } from './interrupt.ts';
import { type Output, tell } from './output.ts';
import { createProgressView } from './progress-view.ts';

const STAGES: Readonly<Record<string, string>> = {
  files: 'Looking up files',
  describe: 'Reading tags',
  hash: 'Reading files',
  vectors: 'Reading vectors',
  compare: 'Comparing',
  fingerprint: 'Fingerprinting',
  stage: 'Staging',
  unstage: 'Putting back',
};

/** Runs a search for duplicates, or what is done with them, with its progress. */
export async function withProgress<T>(output: Output, work: (run: RunOptions) => Promise<T>): Promise<T> {
  const view = await createProgressView(output);
  try {
    return await interruptible(
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
