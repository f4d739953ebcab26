/** How far a stage of a long job has come. */
export interface ProgressEvent {
  /** What is being done, e.g. `scan` or `index`. */
  stage: string;
  /** Items finished so far. */
  done: number;
  /** Items in all; undefined while it is not yet known. */
  total?: number;
  /** The item that was just finished, usually a path. */
  item?: string;
}

/** Options that every long-running function takes. */
export interface RunOptions {
  /** Stops the run at the next item; the run rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Told after every item. A listener that throws does not break the run. */
  onProgress?: (event: ProgressEvent) => void;
}

/** Calls a listener so that nothing it throws can reach the run that called it. */
export function notify<T>(listener: ((event: T) => void) | undefined, event: T): void {
  try {
    listener?.(event);
  } catch {
    // a listener's fault is the listener's own
  }
}
