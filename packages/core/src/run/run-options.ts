import type { Stage } from './stages.ts';

/** Progress of one stage of a long job. */
export interface ProgressEvent {
  stage: Stage;
  /** Items finished so far. */
  done: number;
  /** Items in all; undefined while unknown. */
  total?: number;
  /** The item that was just finished, usually a path. */
  item?: string;
}

/**
 * Options of every long job. Aborting ends a job over many items in one way: items in progress are finished or dropped as the job says, everything
 * done is saved, and the result says `interrupted: true`. A call for a single item, such as decoding one file, has no partial result and rejects with the
 * signal's reason.
 */
export interface RunOptions {
  /** Ends the job early. */
  signal?: AbortSignal;
  /** Called after every item. A listener that throws does not break the job. */
  onProgress?: (event: ProgressEvent) => void;
}

/** Calls a listener so that nothing it throws reaches the job that called it. */
export function notify<T>(listener: ((event: T) => void) | undefined, event: T): void {
  try {
    listener?.(event);
  } catch {
    // the listener's own fault
  }
}
