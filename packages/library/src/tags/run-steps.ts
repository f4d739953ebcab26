import { setImmediate as nextTurn } from 'node:timers/promises';
import { notify, type RunOptions, type Stage, type WorkSteps } from '@rbassist/core';

/**
 * Does the steps of a calculation, and lets other work run between them.
 *
 * @returns undefined after an abort.
 */
export async function runSteps<Result>(
  steps: WorkSteps<Result>,
  stage: Stage,
  { signal, onProgress }: RunOptions,
): Promise<Result | undefined> {
  for (;;) {
    await nextTurn();
    if (signal?.aborted) return undefined;
    const step = steps.next();
    if (step.done) return step.value;
    notify(onProgress, { stage, ...step.value });
  }
}
