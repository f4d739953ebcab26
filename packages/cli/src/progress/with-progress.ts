import type { RunOptions } from '@rbassist/core';
import { drain } from '../output/drain.ts';
import { type Output, printJson } from '../output/output.ts';
import { interruptible } from './interrupt.ts';
import { createProgressView, type ProgressView } from './progress-view.ts';

/** Runs a long job and shows its progress on stderr. Ctrl-C stops the job early. */
export async function withProgress<T>(
  output: Output,
  job: (run: Required<RunOptions>, view: ProgressView) => Promise<T>,
): Promise<T> {
  const view = createProgressView(output);
  const onInterrupt = () => {
    if (!output.quiet) view.line('Stopping; finished work is saved. Press Ctrl-C again to quit now.');
  };
  try {
    return await interruptible(
      (signal) => job({ signal, onProgress: (event) => view.update(event) }, view),
      onInterrupt,
    );
  } finally {
    view.close();
  }
}

/**
 * Shows the events of a run, with `--json` as lines of JSON on stdout. Returns the run's summary.
 *
 * @param plain Returns the object for a line of JSON.
 */
export async function followEvents<Event, Summary>(
  events: AsyncGenerator<Event, Summary>,
  output: Output,
  { show, plain }: { show: (event: Event) => void; plain: (event: Event) => object },
): Promise<Summary> {
  for (;;) {
    const step = await events.next();
    if (step.done) return step.value;
    if (output.json) {
      printJson(plain(step.value));
      await drain();
    }
    show(step.value);
  }
}
