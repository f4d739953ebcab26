import type { ProgressEvent } from '@rbassist/core';

/** Time between two notifications. */
const PAUSE_MS = 250;

/** Sends a notification of progress; `progress` only grows. */
export type SendProgress = (progress: { progress: number; message: string }) => void;

/** Returns a listener for the progress of a call, which sends some of it. */
export function callProgress(send: SendProgress, clock: () => number): (event: ProgressEvent) => void {
  let sent = 0;
  let last = Number.NEGATIVE_INFINITY;
  return ({ stage, done, total }) => {
    const now = clock();
    if (now - last < PAUSE_MS) return;
    last = now;
    sent++;
    // stages begin anew, so their counts would go back
    send({ progress: sent, message: total === undefined ? `${stage}: ${done}` : `${stage}: ${done} of ${total}` });
  };
}
