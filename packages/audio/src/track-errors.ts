import { errorMessage, systemErrorCode, TrackError } from '@rbassist/core';

/** Returns a TrackError unchanged. */
export function fileError(path: string, error: unknown): TrackError {
  if (error instanceof TrackError) return error;
  const code = systemErrorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new TrackError('missing', path, `${path} does not exist. Was it moved or renamed?`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const remedies = [{ action: 'grant-access', path }] as const;
    return new TrackError('unreadable', path, `${path} cannot be read: no permission.`, { cause: error, remedies });
  }
  return new TrackError('unreadable', path, `${path} cannot be read: ${errorMessage(error)}`, { cause: error });
}

/** Builds the `partial` error of a file that ends too early, for callers that cannot use part of a track. */
export function partialError(path: string, { warning }: { warning?: string }): TrackError {
  return new TrackError('partial', path, warning ?? partialWarning(path, {}));
}

export function partialWarning(path: string, { statedS }: { statedS?: number }): string {
  const stated = statedS === undefined ? 'it should' : `the ${statedS.toFixed(1)} s it states`;
  return `${path} ends before ${stated}. It was cut short or damaged: copy it again from its source.`;
}

/** Returns undefined if no header states a wrong length. */
export function headerWarning(
  path: string,
  { durationS, statedS }: { durationS: number | null; statedS?: number },
): string | undefined {
  if (statedS === undefined || durationS === null) return undefined;
  return `${path} is ${durationS.toFixed(1)} s long, but its header says ${statedS.toFixed(1)} s. The header is wrong.`;
}

/** Returns a TrackError `timeout` after a timeout, otherwise the signal's own reason. */
export function stopReason(signal: AbortSignal, path: string): unknown {
  const reason: unknown = signal.reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') {
    return new TrackError('timeout', path, `${path} took too long to decode, so rbassist stopped.`, { cause: reason });
  }
  return reason;
}

export function throwIfStopped(signal: AbortSignal | undefined, path: string): void {
  if (signal?.aborted) throw stopReason(signal, path);
}
