import { TrackError } from '@rbassist/core';

/** What a stopped job rejects with: a classed error when its time was up, otherwise the signal's own reason. */
export function stopReason(signal: AbortSignal, path: string): unknown {
  const reason: unknown = signal.reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') {
    return new TrackError('timeout', path, `${path} took too long to decode and was given up.`, { cause: reason });
  }
  return reason;
}

/** @throws what {@link stopReason} says, once the signal is aborted. */
export function throwIfStopped(signal: AbortSignal | undefined, path: string): void {
  if (signal?.aborted) throw stopReason(signal, path);
}
