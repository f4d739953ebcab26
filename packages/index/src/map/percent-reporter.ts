import { notify, type ProgressEvent } from '@rbassist/core';

/** Returns a function that takes the share of the work done, 0..1, and reports each whole percentage once. */
export function percentReporter(onProgress: ((event: ProgressEvent) => void) | undefined): (share: number) => void {
  let reported = 0;
  return (share) => {
    const done = Math.floor(100 * share);
    if (done <= reported) return;
    reported = done;
    notify(onProgress, { stage: 'map', done, total: 100 });
  };
}
